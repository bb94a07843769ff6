import { describe, expect, it } from 'vitest'
import { deleted, edited, everything, minute, said, saidBetween } from '../testing/events.ts'
import { codeOf, Talk, valueOf } from '../testing/talk.ts'

async function found(talk: Talk, q: string): Promise<string[]> {
  return valueOf(await talk.stub.messages(...talk.at, { q, limit: 50 })).messages.map(({ text }) => text)
}

describe('a search in a conversation', () => {
  it('finds words, phrases, beginnings of the last word, authors and names of files, newest first', async () => {
    const talk = await Talk.open(null)
    const ben = { key: 'ben', name: 'Ben Ode', handle: null, self: false, bot: false }
    const file = { ref: 'f', name: 'Fahrplan.pdf', type: 'application/pdf', size: 10 }
    await talk.bring(
      said(1, { text: 'The ferry leaves at nine' }),
      said(2, { text: 'Nine ferries', author: ben }),
      said(3, { text: 'See this', attachments: [file] }),
    )
    expect(await found(talk, 'ferr')).toEqual(['Nine ferries', 'The ferry leaves at nine'])
    expect(await found(talk, '"leaves at"')).toEqual(['The ferry leaves at nine'])
    expect(await found(talk, 'ode')).toEqual(['Nine ferries'])
    expect(await found(talk, 'fahrplan')).toEqual(['See this'])
    expect(await found(talk, 'nothing')).toEqual([])
  })

  it('is about what messages say now', async () => {
    const talk = await Talk.open(null)
    await talk.bring(said(1, { text: 'secret' }), said(2, { text: 'old' }), deleted(1), edited(2, 'new'))
    expect(await found(talk, 'secret')).toEqual([])
    expect(await found(talk, 'old')).toEqual([])
    expect(await found(talk, 'new')).toEqual(['new'])
  })

  it.each(['"', '* OR *', 'NEAR(', "'; DROP TABLE messages", '\0'])('takes anything: %j', async (q) => {
    const talk = await Talk.open(null)
    await talk.bring(said(1))
    expect(codeOf(await talk.stub.messages(...talk.at, { q, limit: 10 }))).toBe('ok')
  })
})

describe('five thousand messages', () => {
  it('are read page by page, each once and in order, while others arrive before and behind', async () => {
    const talk = await Talk.open(null)
    for (let first = 1; first <= 5_000; first += 500) await talk.bring(...saidBetween(first, first + 499))
    const messages = await everything(talk)
    expect(messages.map(({ text }) => text)).toEqual(saidBetween(1, 5_000).map(({ text }) => text))
    const page = valueOf(await talk.stub.messages(...talk.at, { limit: 200 }))
    await talk.bring(said(6_000), said(5_001, { at: minute(4_999) }), said(5_002, { at: minute(100) }))
    const cursor = page.nextCursor ?? ''
    const older = valueOf(await talk.stub.messages(...talk.at, { limit: 200, cursor }))
    expect(older.messages[0]?.text).toBe('Message 4800')
    expect(await found(talk, '"Message 77"')).toEqual(['Message 77'])
    const hits = valueOf(await talk.stub.messages(...talk.at, { q: 'message', limit: 200 }))
    const more = valueOf(
      await talk.stub.messages(...talk.at, { q: 'message', limit: 200, cursor: hits.nextCursor ?? '' }),
    )
    const numbers = [...hits.messages, ...more.messages].map(({ no }) => no)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    expect(new Set(numbers).size).toBe(400)
  })

  it.each(['', '0', '-1', '1.5', 'x', '99999999999999999'])(
    'have no page behind the cursor %j',
    async (cursor) => {
      const talk = await Talk.open(null)
      await talk.bring(said(1))
      expect(codeOf(await talk.stub.messages(...talk.at, { limit: 10, cursor }))).toBe('cursor.invalid')
    },
  )
})
