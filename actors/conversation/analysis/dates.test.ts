import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesIn } from './dates.ts'

function when(text: string): string[] {
  return datesIn([text]).map((date) => date.when)
}

describe('the dates in a text', () => {
  it.each([
    ['The ferry leaves on 2027-03-12.', '2027-03-12'],
    ['Die Fähre geht am 12.3.2027.', '2027-03-12'],
    ['Due 25/12/2027', '2027-12-25'],
    ['Due 12/25/2027', '2027-12-25'],
    ['on March 12, 2027', '2027-03-12'],
    ['am 12. März 2027', '2027-03-12'],
    ['le 12 mars 2027', '2027-03-12'],
    ['el 12 de marzo 2027', '2027-03-12'],
  ])('are ISO where they are certain: %s', (text, iso) => {
    expect(when(text)).toEqual([iso])
  })

  it.each([
    ['by 03/04/2027', '03/04/2027'],
    ['on 31.2.2027', '31.2.2027'],
    ['on May 5', 'May 5'],
    ['see you tomorrow', 'tomorrow'],
    ['bis Freitag', 'bis Freitag'],
  ])('stay in their own words where they are not: %s', (text, words) => {
    expect(when(text)).toEqual([words])
  })

  it('are not found in words and numbers that are none', () => {
    expect(when('You may march 400 km; call 2027 1234 5678 or 192.168.1.1.')).toEqual([])
  })

  it('are real days wherever they look like ISO', () => {
    const part = fc.oneof(fc.nat(99), fc.constantFrom(2026, 2027)).map(String)
    const glue = fc.constantFrom('.', '/', '-', ' ', ' March ', ', ')
    fc.assert(
      fc.property(fc.array(fc.tuple(part, glue), { maxLength: 8 }), (parts) => {
        for (const found of when(parts.flat().join(''))) {
          if (!/^\d{4}-\d{2}-\d{2}$/.test(found)) continue
          const date = new Date(`${found}T00:00:00Z`)
          if (!Number.isNaN(date.getTime())) expect(date.toISOString()).toContain(found)
        }
      }),
    )
  })
})
