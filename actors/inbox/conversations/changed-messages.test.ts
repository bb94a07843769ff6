import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import type { ArrivedMessage, ChangedMessage } from '@switchboard/shared-types/contracts/conversation'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { runInDurableObject } from 'cloudflare:test'
import {
  arrivedAt,
  conversationList,
  newTalk,
  snapshotOf,
  summaryIn,
  tell,
} from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'

async function finds(id: InboxId, q: string): Promise<boolean> {
  return (await conversationList(id, { q })).conversations.length > 0
}

/** Everything that the inbox has stored of its conversations, as it lies there. */
function stored(id: InboxId): Promise<string> {
  return runInDurableObject(inboxStub(id), (_, { storage }) =>
    JSON.stringify([
      storage.sql.exec('SELECT * FROM conversation_texts').toArray(),
      storage.sql.exec('SELECT * FROM conversations').toArray(),
    ]),
  )
}

function edited(message: ArrivedMessage, text: string): ChangedMessage {
  return { id: message.id, at: message.at, now: { ...message, text } }
}

function gone({ id, at }: ArrivedMessage): ChangedMessage {
  return { id, at, now: null }
}

async function opened(): Promise<{ id: InboxId; talk: Talk; message: ArrivedMessage }> {
  const [id, talk] = [newInboxId(), newTalk()]
  const message = arrivedAt(talk, 1, { text: 'The old lighthouse' })
  await tell(id, snapshotOf(talk, 1, { arrived: [message], summary: { snippet: message.text } }))
  return { id, talk, message }
}

describe('a message that was edited', () => {
  it('is found by what it says now and not by what it said, and the list shows that', async () => {
    const { id, talk, message } = await opened()
    expect(await finds(id, 'lighthouse')).toBe(true)
    const changed = [edited(message, 'A new harbour')]
    const told = snapshotOf(talk, 2, { changed, received: 1, summary: { snippet: 'A new harbour' } })
    await tell(id, told)
    await tell(id, told)
    await evict(id)
    expect([await finds(id, 'lighthouse'), await finds(id, 'harbour')]).toEqual([false, true])
    expect((await summaryIn(id, talk)).snippet).toBe('A new harbour')
    expect(await stored(id)).not.toContain('lighthouse')
  })

  it('says the newest, in whatever order its changes are told', async () => {
    const { id, talk, message } = await opened()
    await tell(id, snapshotOf(talk, 3, { changed: [edited(message, 'third')] }))
    await tell(id, snapshotOf(talk, 2, { changed: [edited(message, 'second')] }))
    expect([await finds(id, 'second'), await finds(id, 'third')]).toEqual([false, true])
  })

  it('before it arrived here keeps what it says now, and rules are asked about it once', async () => {
    const [id, talk] = [newInboxId(), newTalk()]
    const actions = [{ type: 'label' as const, label: 'seen' }]
    const rule = { name: 'all', enabled: true, when: { words: ['words'] }, actions, stop: false }
    await inboxStub(id).setRules(id, trace, { rules: [rule] })
    const message = arrivedAt(talk, 1, { text: 'first words' })
    await tell(id, snapshotOf(talk, 2, { changed: [edited(message, 'later words')] }))
    expect((await summaryIn(id, talk)).labels).toEqual([])
    await tell(id, snapshotOf(talk, 1, { arrived: [message] }))
    expect((await summaryIn(id, talk)).labels).toEqual(['seen'])
    expect([await finds(id, 'first'), await finds(id, 'later')]).toEqual([false, true])
  })
})

it('a late edit of a message that has not arrived is not lost to a newer one of another message', async () => {
  const [id, talk] = [newInboxId(), newTalk()]
  const [one, other] = [arrivedAt(talk, 1, { text: 'first' }), arrivedAt(talk, 2, { text: 'second' })]
  await tell(id, snapshotOf(talk, 4, { changed: [edited(other, 'harbour')] }))
  await tell(id, snapshotOf(talk, 3, { changed: [edited(one, 'windmill')] }))
  await tell(id, snapshotOf(talk, 2, { arrived: [other] }))
  await tell(id, snapshotOf(talk, 1, { arrived: [one] }))
  const found = await Promise.all(['first', 'second', 'windmill', 'harbour'].map((word) => finds(id, word)))
  expect(found).toEqual([false, false, true, true])
})

describe('a message that was deleted', () => {
  it('leaves none of its words in the inbox, also where it arrives after its deletion', async () => {
    const { id, talk, message } = await opened()
    await tell(id, snapshotOf(talk, 3, { changed: [gone(message)], summary: { snippet: '' } }))
    await tell(id, snapshotOf(talk, 2, { changed: [edited(message, 'The lighthouse again')] }))
    await tell(id, snapshotOf(talk, 1, { arrived: [message] }))
    const late = arrivedAt(talk, 2, { text: 'Another lighthouse' })
    await tell(id, snapshotOf(talk, 5, { changed: [gone(late)], summary: { snippet: '' } }))
    await tell(id, snapshotOf(talk, 4, { arrived: [late] }))
    await evict(id)
    expect(await finds(id, 'lighthouse')).toBe(false)
    expect(await stored(id)).not.toContain('lighthouse')
  })

  it('takes no other one with it', async () => {
    const { id, talk, message } = await opened()
    const other = arrivedAt(talk, 2, { text: 'The harbour' })
    await tell(id, snapshotOf(talk, 2, { arrived: [other], changed: [gone(message)] }))
    expect([await finds(id, 'lighthouse'), await finds(id, 'harbour')]).toEqual([false, true])
  })
})

it('a conversation that went into another one is not found by its words, and those are not kept', async () => {
  const { id, talk, message } = await opened()
  await tell(id, snapshotOf(talk, 3, { mergedInto: newId('cnv'), summary: { snippet: '' } }))
  await tell(id, snapshotOf(talk, 2, { changed: [edited(message, 'The lighthouse again')] }))
  expect(await stored(id)).not.toContain('lighthouse')
})

it('whatever is said, edited and deleted, told late and told twice: what is found is what is said in the end', async () => {
  const step = fc.record({
    message: fc.nat(4),
    kind: fc.constantFrom('edit', 'edit', 'delete'),
  })
  const history = fc.array(step, { minLength: 1, maxLength: 10 })
  const order = fc.array(fc.nat(), { minLength: 30, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(history, order, async (steps, picks) => {
      const [id, talk] = [newInboxId(), newTalk()]
      const messages = [0, 1, 2, 3, 4].map((n) => arrivedAt(talk, n, { text: `word0of${n}` }))
      const says = new Map<number, string | null>(messages.map(({ text }, n) => [n, text]))
      const told = messages.map((message, n) => snapshotOf(talk, n + 1, { arrived: [message] }))
      for (const [at, { message: n, kind }] of steps.entries()) {
        const message = messages[n]
        if (message === undefined || says.get(n) === null) continue
        const text = kind === 'delete' ? null : `word${at + 1}of${n}`
        says.set(n, text)
        const changed = [text === null ? gone(message) : edited(message, text)]
        told.push(snapshotOf(talk, told.length + 1, { changed, received: 5, summary: { snippet: '' } }))
      }
      const waiting = told.flatMap((snapshot) => [snapshot, snapshot])
      for (const pick of [...picks, ...waiting.map(() => 0)]) {
        const [next] = waiting.splice(pick % Math.max(1, waiting.length), 1)
        if (next !== undefined) await tell(id, next)
      }
      for (const [n, text] of says) {
        for (let version = 0; version <= steps.length; version++) {
          const word = `word${version}of${n}`
          expect(await finds(id, word), word).toBe(word === text)
        }
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)
