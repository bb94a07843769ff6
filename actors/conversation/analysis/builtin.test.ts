import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { said } from '../testing/said.ts'
import { understand } from './builtin.ts'

const NOTHING = understand(null, said({ text: '' }))

describe('what is understood of a talk without a model', () => {
  it('is a summary in its own words, its language, questions, dates and promises', () => {
    const talk = said(
      { text: 'Hi Mira, the ferry to Hvar leaves at nine on March 12, 2027. Shall we book a cabin?' },
      { direction: 'out', text: 'Yes, I will book the ferry today.' },
      { text: 'Great. Can you send me the booking? Which hotel do you like?' },
    )
    expect(understand(null, talk)).toMatchObject({
      category: 'travel',
      priority: 'normal',
      language: 'en',
      openQuestions: ['Can you send me the booking?', 'Which hotel do you like?'],
      dates: [{ when: '2027-03-12' }, { what: 'Yes, I will book the ferry today.', when: 'today' }],
      commitments: [{ who: 'Mira', what: 'Yes, I will book the ferry today.' }],
      answerExpected: { expected: true, from: 'self' },
    })
    expect(understand(null, talk).summary).toContain('ferry to Hvar')
  })

  it('grows with the talk: what was known stays, and an answer closes the questions before it', () => {
    const first = understand(null, said({ text: 'Does the invoice of 2027-01-31 fit? I will pay tomorrow.' }))
    const second = understand(first, said({ direction: 'out', text: 'It fits.' }))
    expect(first.openQuestions).toHaveLength(1)
    expect(second).toMatchObject({
      category: 'finance',
      openQuestions: [],
      dates: first.dates,
      commitments: first.commitments,
      answerExpected: { expected: false },
    })
    expect(second.summary).toMatch(/^Does the invoice.*It fits\.$/s)
  })

  it('says from whom an answer is expected: from the other where the person has asked', () => {
    const talk = said({ text: 'Hello.' }, { direction: 'out', text: 'When do you come?' })
    expect(understand(null, talk).answerExpected).toEqual({ expected: true, from: 'Ana' })
    expect(understand(null, said({ text: 'Bitte schick mir den Vertrag.' })).answerExpected).toEqual({
      expected: true,
      from: 'self',
    })
  })

  it.each([
    [{ nature: 'bulk', text: 'Urgent: our news?' }, 'low', 'newsletter'],
    [{ nature: 'auto', text: 'I am away. Questions?' }, 'low', 'notification'],
    [{ nature: 'bounce', text: 'Undeliverable' }, 'high', 'notification'],
    [{ text: 'Das ist dringend, bitte ruf an.' }, 'urgent', 'other'],
  ] as const)('ranks %j', (message, priority, category) => {
    const understood = understand(null, said(message))
    expect(understood).toMatchObject({ priority, category })
    expect(understood.priorityReason).toMatch(/\.$/)
    if ('nature' in message) expect(understood.answerExpected.expected).toBe(false)
  })

  it('does not take quoted lines of a mail for what is said now', () => {
    const { openQuestions } = understand(null, said({ text: 'All fine.\n> Do you come?\n> Really?' }))
    expect(openQuestions).toEqual([])
  })

  it('always fits the schema, whatever people write', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom(
        'I will come on 2027-01-02? '.repeat(400),
        '?'.repeat(5_000),
        'Why? '.repeat(100),
        'urgent',
      ),
    )
    const message = fc.record({
      text,
      author: fc.string({ minLength: 1, maxLength: 300 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
      nature: fc.constantFrom('ordinary' as const, 'auto' as const, 'bulk' as const, 'bounce' as const),
    })
    const talk = fc.array(message, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(talk, talk, (before, after) => {
        const first = understand(NOTHING, said(...before))
        const second = understand(first, said(...after))
        const rest = {
          version: 1,
          by: { kind: 'builtin', reason: '' },
          at: '2026-11-21T12:00:00Z',
          upTo: said({})[0]?.id,
        }
        expect(Analysis.safeParse({ ...second, ...rest }).error).toBeUndefined()
      }),
    )
  })
})
