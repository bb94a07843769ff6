import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { InboxConversationQuery } from '@switchboard/shared-types/contracts/inbox-messages'
import { newId } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { openInbox } from '../inbox.ts'
import { conversations } from '../schema.ts'
import { conversationList, minute, newTalk, snapshotOf } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'
import { rowsRead } from '../testing/rows-read.ts'
import { compareBy, placeOf, shelvesOf } from './place.ts'
import { rowAfter } from './row-after.ts'
import type { NewConversationRow } from './conversation-row.ts'

const CONVERSATIONS = 5_000
const PAGE = 50
/** A page's rows are read once in the list, once in the array that names them, and once themselves. */
const ROWS = 3 * (PAGE + 1)
/** What is looked at of shelves that have little or nothing to give: eight places of each of four, times four ranks. */
const SHELVES = 16 * 8

const id = newInboxId()
const [busy, quiet] = [newId('chn'), newId('chn')]
const bob = newId('per')

/** One in fifty is of a quiet channel, is labelled, is Bob's, and waits for an answer. */
function rowOf(n: number): NewConversationRow {
  const isRare = n % 50 === 0
  const priority = (['low', 'normal', 'high', 'urgent'] as const)[n % 4] ?? 'normal'
  const summary = { lastAt: minute(n), priority, answerExpected: isRare, title: `Talk ${n}` }
  const told = rowAfter(undefined, snapshotOf(newTalk(isRare ? quiet : busy), 1, { summary }))
  return {
    ...told,
    archived: n % 3 === 1,
    snoozedUntil: n % 7 === 5 ? '2100-01-01T00:00:00.000Z' : null,
    readUpTo: isRare ? 0 : 1,
    labels: isRare ? ['rare'] : [],
    assignee: isRare ? bob : null,
  }
}

beforeAll(async () => {
  await inboxStub(id).health(id, trace)
  await runInDurableObject(inboxStub(id), (_, { storage }) => {
    const inbox = openInbox(id, storage, drizzle(storage))
    const none = { title: '', people: '', summary: '', recent: [], handled: [] }
    storage.transactionSync(() => {
      for (let n = 0; n < CONVERSATIONS; n++) {
        const { no, title } = inbox.conversations.save(undefined, rowOf(n))
        inbox.texts.save(no, none, { ...none, title })
      }
    })
  })
  await evict(id)
}, 60_000)

async function pageOf(query: Partial<InboxConversationQuery>) {
  const answers: Awaited<ReturnType<typeof conversationList>>[] = []
  const read = await rowsRead(id, async () => {
    answers.push(await conversationList(id, query))
  })
  const [answer] = answers
  if (answer === undefined) throw new Error('no page')
  return { answer, read }
}

/** @returns the most rows that one of the first four pages reads, and how many conversations they show */
async function fourPages(query: Partial<InboxConversationQuery>) {
  let [most, shown] = [0, 0]
  let asked: Partial<InboxConversationQuery> | null = { ...query, limit: PAGE }
  for (let page = 0; page < 4 && asked !== null; page++) {
    const { answer, read } = await pageOf(asked)
    most = Math.max(most, read)
    shown += answer.conversations.length
    asked = answer.nextCursor === null ? null : { ...asked, cursor: answer.nextCursor }
  }
  return { most, shown }
}

async function wholeList(query: Partial<InboxConversationQuery>): Promise<ConversationId[]> {
  const { conversations: shown, nextCursor } = await conversationList(id, query)
  const ids = shown.map((one) => one.id)
  return nextCursor === null ? ids : [...ids, ...(await wholeList({ ...query, cursor: nextCursor }))]
}

describe(`a page of ${PAGE} out of ${CONVERSATIONS} conversations`, () => {
  const views = ['open', 'unread', 'answer', 'snoozed', 'archived', 'all'] as const
  const sorts = ['time', 'priority'] as const
  const asked = views.flatMap((view) => sorts.map((sort) => [view, sort] as const))
  it.each(asked)('of the view %s by %s reads about its own length', async (view, sort) => {
    const { most, shown } = await fourPages({ view, sort })
    expect(shown).toBeGreaterThan(PAGE)
    expect(most).toBeLessThanOrEqual(ROWS + SHELVES + (view === 'all' ? SHELVES / 2 : 0))
  })

  it.each(asked)(
    'and those after it show the whole view %s by %s, each once, in its order',
    async (view, sort) => {
      const shelves = shelvesOf(view)
      const wanted = await runInDurableObject(inboxStub(id), (_, { storage }) =>
        drizzle(storage)
          .select()
          .from(conversations)
          .all()
          .filter((row) => shelves.includes(placeOf(row).shelf))
          .toSorted((one, other) => compareBy(sort)(placeOf(one), placeOf(other)))
          .map((row) => row.id),
      )
      expect(await wholeList({ view, sort })).toEqual(wanted)
    },
  )

  it.each([
    ['a busy channel', { channel: busy }],
    ['a quiet channel', { channel: quiet }],
    ['a label', { label: 'rare' }],
    ['a member', { assignee: bob }],
    ['nobody', { assignee: 'none' as const }],
    ['a label of a channel', { label: 'rare', channel: quiet }],
  ])('of %s reads about its own length', async (_, query) => {
    const { most, shown } = await fourPages({ view: 'open', ...query })
    expect(shown).toBeGreaterThan(PAGE / 2)
    // Where two lists are asked, each place of the first is looked up in the second.
    expect(most).toBeLessThanOrEqual(ROWS + PAGE + SHELVES)
  })

  it('of a search that finds little reads what it finds', async () => {
    const found = await rowsRead(id, () => conversationList(id, { q: '"Talk 77"', limit: PAGE }))
    expect(found).toBeLessThanOrEqual(10)
  })

  it('of a search that finds everything reads its hits in the search index, and a page of rows', async () => {
    const { most } = await fourPages({ q: 'talk' })
    expect(most).toBeLessThanOrEqual(CONVERSATIONS + ROWS + 1.5 * SHELVES)
  })

  it('is told how many ask for attention by reading those alone, and that once', async () => {
    await evict(id)
    const counts = () => inboxStub(id).counts(id, trace)
    const { unread, answer } = (await counts()).conversations
    await evict(id)
    expect(unread).toBeGreaterThan(30)
    expect(await rowsRead(id, counts)).toBeLessThanOrEqual(unread + answer + 20)
    expect(await rowsRead(id, counts)).toBe(0)
  })
})
