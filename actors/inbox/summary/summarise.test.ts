import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import type { EntryId, InboxId } from '@switchboard/shared-types/ids'
import { routerOf } from '@switchboard/shared-types/ids'
import { addProviders, answering, ANSWER, ModelServers, refusal } from '../../testing/model-servers.ts'
import {
  deliver,
  evict,
  feedsTold,
  followFeed,
  inboxStub,
  item,
  list,
  newInboxId,
  trace,
} from '../testing/house.ts'
import type { Followed } from '../testing/house.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const TEXT =
  'The ferry leaves at nine. The council decided it on Monday after long talks. It begins in March. There was coffee.'

afterEach(() => vi.useRealTimers())

interface Filled {
  readonly id: InboxId
  readonly feed: Followed
  readonly entry: EntryId
  readonly servers: ModelServers
}

/** An inbox with one entry, in a world of publishers who say nothing and of model servers. */
async function inboxWith(text: string, slugs: Parameters<typeof addProviders>[1] = []): Promise<Filled> {
  const servers = new ModelServers()
  const id = newInboxId()
  const feed = await followFeed(id)
  await deliver(id, feed, [item(1, { text, contentHtml: `<p>${text}</p>` })])
  const [first] = (await list(id)).entries
  if (first === undefined) throw new Error('no entry')
  if (slugs.length > 0) await addProviders(routerOfInbox(id), slugs)
  return { id, feed, entry: first.id, servers }
}

function routerOfInbox(id: InboxId) {
  return routerOf(`per_${id.slice('inb_'.length)}`)
}

async function summarise(id: InboxId, entry: EntryId) {
  const answer = await inboxStub(id).summarise(id, trace, entry)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

async function callsOf(id: InboxId) {
  const router = routerOfInbox(id)
  const page = await getStub(env.ROUTER, router).calls(router, trace, { limit: 50 })
  return page.ok ? page.value.calls : []
}

function keptIn(id: InboxId): Promise<number> {
  return runInDurableObject(inboxStub(id), (_, { storage }) =>
    Number(storage.sql.exec('SELECT count(*) AS rows FROM summaries').one()['rows']),
  )
}

describe('the summary of an entry', () => {
  it('is an extract where there is no model, says why, and is not kept: there may be a model tomorrow', async () => {
    const { id, entry, servers } = await inboxWith(TEXT)
    const summary = await summarise(id, entry)
    expect(summary).toMatchObject({ by: 'extract', model: null })
    expect(summary.text).toContain('The ferry leaves at nine.')
    expect(summary.reason).toMatch(/provider/i)
    expect(await keptIn(id)).toBe(0)
    await addProviders(routerOfInbox(id), ['chat'])
    expect(await summarise(id, entry)).toMatchObject({ by: 'model', text: ANSWER, reason: null })
    expect(servers.asked).toHaveLength(1)
  })

  it('is a model’s where there is one, is kept over an eviction, and costs one call however often it is read', async () => {
    const { id, entry, servers } = await inboxWith(TEXT, ['chat'])
    const first = await summarise(id, entry)
    expect(first).toMatchObject({ by: 'model', model: 'small-chat', text: ANSWER, reason: null })
    await evict(id)
    expect(await summarise(id, entry)).toEqual(first)
    expect(servers.asked).toHaveLength(1)
    expect(JSON.stringify(servers.asked[0]?.body)).toContain('The ferry leaves at nine.')
    expect(await callsOf(id)).toMatchObject([
      { session: 'summary', status: 'ok', token: { name: 'Switchboard' } },
    ])
  })

  it('that several ask for at once is one call', async () => {
    const { id, entry, servers } = await inboxWith(TEXT, ['claude'])
    const all = await Promise.all(Array.from({ length: 5 }, () => summarise(id, entry)))
    expect(new Set(all.map((summary) => JSON.stringify(summary))).size).toBe(1)
    expect(servers.asked).toHaveLength(1)
    expect(await callsOf(id)).toHaveLength(1)
  })

  it('is an extract with the provider’s own reason where the model fails', async () => {
    const { id, entry, servers } = await inboxWith(TEXT, ['chat'])
    servers.next('chat.example', refusal(503, 'out of order'))
    expect(await summarise(id, entry)).toMatchObject({ by: 'extract', reason: '503: out of order' })
    expect(await callsOf(id)).toMatchObject([{ status: 'failed' }])
  })

  it('is no longer than a summary may be, whatever the model writes', async () => {
    const { id, entry, servers } = await inboxWith(TEXT, ['chat'])
    const choices = [
      { message: { role: 'assistant', content: 'word '.repeat(10_000) }, finish_reason: 'stop' },
    ]
    servers.next('chat.example', answering({ choices }))
    const { text, by } = await summarise(id, entry)
    expect([by, text.length]).toEqual(['model', 2_000])
  })

  it('of an entry without text asks nobody and says that there is none', async () => {
    const { id, entry, servers } = await inboxWith('', ['chat'])
    expect(await summarise(id, entry)).toMatchObject({
      text: '',
      by: 'extract',
      reason: 'This entry has no text of its own.',
    })
    expect(servers.asked).toEqual([])
  })

  it('of another inbox’s entry, or of none, is not found and asks nobody', async () => {
    const mine = await inboxWith(TEXT, ['chat'])
    const theirs = await inboxWith('Theirs.', ['chat'])
    for (const entry of [theirs.entry, 'ent_00000000000000000000000000' as const]) {
      const answer = await inboxStub(mine.id).summarise(mine.id, trace, entry)
      expect(answer).toMatchObject({ error: { code: 'entry.not_found' } })
    }
    expect([...mine.servers.asked, ...theirs.servers.asked]).toEqual([])
  })
})

describe('a summary that was kept', () => {
  it('goes when its publisher changes the text, and is written anew', async () => {
    const { id, feed, entry, servers } = await inboxWith(TEXT, ['chat'])
    await summarise(id, entry)
    await deliver(id, feed, [item(1, { seq: 2, text: 'The ferry leaves at ten.' })])
    expect(await keptIn(id)).toBe(0)
    await summarise(id, entry)
    expect(JSON.stringify(servers.asked.at(-1)?.body)).toContain('at ten')
  })

  it('goes with its entry when the person leaves the feed', async () => {
    const { id, feed, entry } = await inboxWith(TEXT, ['chat'])
    await summarise(id, entry)
    await inboxStub(id).unsubscribe(id, trace, feed.subscription)
    expect(await keptIn(id)).toBe(0)
    expect(await inboxStub(id).summarise(id, trace, entry)).toMatchObject({
      error: { code: 'entry.not_found' },
    })
  })

  it('goes with its entry when that was kept long enough', async () => {
    const { id, entry } = await inboxWith(TEXT, ['chat'])
    await summarise(id, entry)
    await inboxStub(id).changeEntries(id, trace, { ids: [entry], state: { read: true } })
    await feedsTold(id)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 100 * DAY_MS })
    expect(await runDurableObjectAlarm(inboxStub(id))).toBe(true)
    expect(await keptIn(id)).toBe(0)
  })

  it('is not kept of a text that changed while the model wrote, nor of an entry that went', async () => {
    const { id, feed, entry, servers } = await inboxWith(TEXT, ['chat'])
    servers.next('chat.example', async (asked) => {
      await deliver(id, feed, [item(1, { seq: 2, text: 'The ferry leaves at ten.' })])
      return await answering({})(asked)
    })
    expect(await summarise(id, entry)).toMatchObject({ by: 'model', text: ANSWER })
    expect(await keptIn(id)).toBe(0)
    servers.next('chat.example', async (asked) => {
      await inboxStub(id).unsubscribe(id, trace, feed.subscription)
      return await answering({})(asked)
    })
    expect(await inboxStub(id).summarise(id, trace, entry)).toMatchObject({
      error: { code: 'entry.not_found' },
    })
    expect(await keptIn(id)).toBe(0)
    expect(await callsOf(id)).toHaveLength(2)
  })
})
