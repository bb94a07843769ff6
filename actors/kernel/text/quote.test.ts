import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { quote } from './quote.ts'

it('nothing in a quoted text looks like the end of the quotation, and nothing else of it is changed', () => {
  const piece = fc.oneof(
    fc.constantFrom('<', '/', ' ', '\n', 'talk', 'TALK', '>', '</talk>', '<wish'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const quoted = quote(text, 'talk', 'wish')
      expect(quoted).not.toMatch(/<[\s/]*(?:talk|wish)/i)
      expect(quoted.replaceAll('‹', '<')).toBe(text.replaceAll('‹', '<'))
    }),
  )
})
