import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { clip } from './clip.ts'

it('a clipped text is the beginning of the text, no longer than asked, with no half characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, length) => {
      const clipped = clip(text, length)
      expect(clipped.length).toBeLessThanOrEqual(length)
      expect(clipped.length).toBeGreaterThanOrEqual(Math.min(text.length, length) - 1)
      expect(clipped.isWellFormed()).toBe(true)
      expect(text.toWellFormed().startsWith(clipped)).toBe(true)
    }),
  )
})
