import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from './read-answer.ts'

const GOOD = {
  category: 'travel',
  priority: 'high',
  priorityReason: 'The ferry leaves soon.',
  summary: 'Ana asks when the ferry leaves.',
  language: 'en_us',
  openQuestions: ['When does the ferry leave?'],
  dates: [{ what: 'Ferry', when: '2027-03-12' }],
  commitments: [{ who: 'Ana', what: 'brings the tickets' }],
  answerExpected: { expected: true, from: 'self' },
}
const TEXT = JSON.stringify(GOOD)

describe('an answer of a model about a talk', () => {
  it.each([TEXT, `\`\`\`json\n${TEXT}\n\`\`\``, `Here it is:\n${TEXT}\nI hope that helps.`])(
    'is read however it is wrapped: %#',
    (text) => {
      expect(readAnswer(text)).toEqual({ ok: true, value: { ...GOOD, language: 'en-US' } })
    },
  )

  it('is cut where it is too long, and is in no language where it names none', () => {
    const long = {
      ...GOOD,
      summary: 'x'.repeat(9_000),
      language: 'the Queen’s',
      openQuestions: Array(50).fill('?'),
    }
    const read = readAnswer(JSON.stringify(long))
    expect(
      read.ok && [read.value.summary.length, read.value.language, read.value.openQuestions.length],
    ).toEqual([4_000, 'und', 20])
  })

  it.each([
    ['I cannot help with that.', 'It is not a JSON object.'],
    ['', 'It is not a JSON object.'],
    ['[]', 'It is not a JSON object.'],
    ['{"category": "travel"', 'It is not a JSON object.'],
    [JSON.stringify({ ...GOOD, category: 'ferries' }), 'category'],
    [JSON.stringify({ ...GOOD, answerExpected: 'yes' }), 'answerExpected'],
    [JSON.stringify({ ...GOOD, dates: [{ what: 'Ferry' }] }), 'dates.0.when'],
  ])('is refused where it is none, and the reason says what is wrong: %s', (text, problem) => {
    const read = readAnswer(text)
    expect(read).toMatchObject({ error: { code: 'answer.unreadable' } })
    expect(read.ok ? '' : read.error.message).toContain(problem)
  })

  it('never throws, whatever a model writes', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readAnswer(text)))
  })
})
