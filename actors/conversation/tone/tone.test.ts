import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTone, toneOf } from './tone.ts'

const CASUAL = ['hey Ana, ferry at nine works 🚢', 'hey Ana, sure! see you 😀', 'nice, thanks 🙏', 'ok!']
const FORMAL = [
  'Sehr geehrte Frau Babić,\n\nich danke Ihnen für die Unterlagen.\n\nMit freundlichen Grüßen\nMira Kovač',
  'Sehr geehrte Frau Babić,\n\nkönnten Sie mir den Termin bestätigen?\n\nMit freundlichen Grüßen\nMira Kovač',
  'Sehr geehrte Frau Babić,\n\nanbei erhalten Sie den Vertrag.\n\nMit freundlichen Grüßen\nMira Kovač',
]

describe('the tone of a person', () => {
  it('is how they begin, end, address others and dress their words', () => {
    expect(toneOf(CASUAL)).toEqual({
      greeting: 'hey Ana',
      signOff: null,
      words: 6,
      address: null,
      emoji: true,
      exclaims: true,
      lowerCase: true,
    })
    expect(toneOf(FORMAL)).toMatchObject({
      greeting: 'Sehr geehrte Frau Babić',
      signOff: 'Mira Kovač',
      address: 'formal',
      emoji: false,
      lowerCase: false,
    })
  })

  it('tells the two forms of address apart', () => {
    const familiar = ['Kommst du heute?', 'Ich bringe dir das Buch.', 'Bis morgen.']
    expect(toneOf(familiar)?.address).toBe('familiar')
    expect(toneOf(['Pouvez-vous venir ?', 'Merci de votre aide.', 'Oui.'])?.address).toBe('formal')
  })

  it('is not guessed from two messages', () => {
    expect(toneOf(CASUAL.slice(0, 2))).toBeNull()
    expect(toneOf(['', ' ', 'one', 'two'])).toBeNull()
  })

  it('is said in one sentence that holds short phrases of theirs at most, whatever they write', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(...CASUAL, ...FORMAL),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        const tone = toneOf(texts)
        if (tone === null) return
        const told = describeTone(tone)
        expect(told).not.toContain('\n')
        expect(told.length).toBeLessThan(300)
      }),
    )
    expect(describeTone({ ...(toneOf(CASUAL) ?? expect.fail()) })).toBe(
      'The person usually begins with “hey Ana”, ends without a closing line, writes about 6 words a message, uses emoji, uses exclamation marks, writes in small letters.',
    )
  })
})
