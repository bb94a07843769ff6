import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extract } from './extract.ts'

const ARTICLE = `The harbour council decided on Monday that the ferry to Hvar will leave at nine. Photo: A. Reader.
It had been leaving at eight for forty years. The council heard two hundred letters about the ferry before it decided.
Many letters said that the ferry left before the school bus reached the harbour. Somebody brought a dog.
The new timetable of the ferry begins in March, and the council will look at it again in a year.
The weather was good. Coffee was served.`

/** Words of several scripts, some of them often, and the marks that end sentences in them. */
const word = fc.oneof(
  fc.constantFrom('ferry', 'harbour', 'the', 'Straße', '船', 'मार्ग', 'паром', '🚢', '<b>', '\n'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', '. ', '! ', '。', '\n\n', '… ')), { maxLength: 120 })
  .map((parts) => parts.flat().join(''))

function flat(given: string): string {
  return given.replaceAll(/\s+/g, ' ').trim()
}

describe('an extract', () => {
  it('says what the text is about, in the text’s own words and order', () => {
    const extracted = extract(ARTICLE)
    expect(extracted).toMatch(
      /^The harbour council decided on Monday that the ferry to Hvar will leave at nine\./,
    )
    expect(extracted).not.toMatch(/Photo|dog|weather|Coffee/)
    expect(flat(ARTICLE)).toContain(extracted.split('. ')[1])
  })

  it('knows the sentences of a language without spaces', () => {
    const extracted = extract('船は九時に出る。町は喜んだ。犬もいた。港の会議は船の時間を月曜日に決めた。')
    expect(extracted.match(/。/g)).toHaveLength(3)
    expect(extracted).toContain('船')
  })

  it('of a short text is the whole text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{1,8}){0,9}$/), { maxLength: 3 }),
        (said) => {
          const whole = said.map((sentence) => `${sentence}.`).join(' ')
          expect(extract(whole)).toBe(whole)
        },
      ),
    )
  })

  it('of any text is bounded, well-formed, the same every time, and says nothing that the text does not', () => {
    fc.assert(
      fc.property(text, (given) => {
        const extracted = extract(given)
        expect(extracted.length).toBeLessThanOrEqual(3 * 400 + 2)
        expect(extracted.isWellFormed()).toBe(true)
        expect(extract(given)).toBe(extracted)
        expect(extracted === '').toBe(flat(given) === '')
        // Piece by piece, each behind the one before it.
        let from = 0
        const all = flat(given)
        for (const piece of extracted
          .replaceAll(/…(?= |$)/g, '')
          .split(' ')
          .filter(Boolean)) {
          const at = all.indexOf(piece, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at + piece.length
        }
      }),
    )
  })

  it('of a text without an end of a sentence is cut, and says so', () => {
    expect(extract('word '.repeat(5_000))).toMatch(/^word .{300,}…$/)
  })
})
