import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { textParts } from './text-parts.ts'

test.each([
  ['See https://example.org/a.', ['https://example.org/a']],
  ['(https://example.org/a)', ['https://example.org/a']],
  [
    'https://en.wikipedia.org/wiki/Ship_(disambiguation)',
    ['https://en.wikipedia.org/wiki/Ship_(disambiguation)'],
  ],
  ['http://a.example and https://b.example?', ['http://a.example', 'https://b.example']],
  ['javascript:alert(1) data:text/html,x https://', []],
  ['<https://example.org/a"onclick=x>', ['https://example.org/a']],
])('%s leads to %s', (text, addresses) => {
  expect(textParts(text).flatMap(({ href }) => href ?? [])).toEqual(addresses)
})

test('no letter of a text is lost, and every address is one of the web', () => {
  const pieces = fc.oneof(fc.string(), fc.constantFrom('https://example.org/x', 'http://', ' ', ').', '\n'))
  fc.assert(
    fc.property(fc.array(pieces), (some) => {
      const text = some.join('')
      const parts = textParts(text)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      const protocols = parts.flatMap(({ href }) => (href === null ? [] : [URL.parse(href)?.protocol]))
      for (const protocol of protocols) expect(protocol).toMatch(/^https?:$/)
    }),
  )
})
