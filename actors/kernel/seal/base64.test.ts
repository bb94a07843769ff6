import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64Url } from './base64.ts'

it('bytes come back from their URL-safe and their standard spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64Url(bytes))).toEqual(bytes)
      expect(fromBase64(btoa(String.fromCharCode(...bytes)))).toEqual(bytes)
    }),
  )
})

it('bytes have one spelling in an alphabet: no two texts give the same bytes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ABQgwxyz0189-_'.split('')), maxLength: 12 }),
      (text) => {
        const bytes = fromBase64(text)
        if (bytes !== null) expect(toBase64Url(bytes)).toBe(text)
      },
    ),
    { numRuns: 1_000 },
  )
})

it.each(['A', 'AAAAA', 'AA\n', 'A A', 'AA=A', 'AAA===', 'é'])('%j is no base64', (text) => {
  expect(fromBase64(text)).toBeNull()
})
