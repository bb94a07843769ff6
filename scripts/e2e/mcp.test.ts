import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { EntryId } from '@switchboard/shared-types/ids'
import { join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { McpAgent } from './mcp-client.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'
import { Webhook } from './webhook.ts'

const LONG = `Begin. ${'The ferry goes on and on. '.repeat(1_000)}End.`

const Page = z.object({ nextCursor: z.string().nullable() })
const Entries = Page.extend({ entries: z.array(z.looseObject({ id: EntryId, title: z.string() })) })
const Listed = Page.extend({ conversations: z.array(z.looseObject({ id: z.string(), unread: z.number() })) })
const Changed = z.object({ changed: z.number() })
const Any = z.looseObject({})
const Read = Page.extend({
  title: z.string(),
  messages: z.array(z.looseObject({ text: z.string(), cut: z.boolean() })),
  drafts: z.array(z.looseObject({ id: z.string(), revision: z.number() })),
})
const Draft = z.object({ id: z.string(), revision: z.number(), threadKey: z.string(), updatedAt: z.string() })

let house: House
let origin: Origin
let ann: Member
let shop: Webhook
let agent: McpAgent

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  origin.set('/feed', rss('Harbour', [...numbered(24), { guid: 'long', title: 'Timetable', text: LONG }]))
  const json = { url: `${origin.url}/feed`, discover: false, folder: 'Sea' }
  expect((await ann.device.api.subscriptions.$post({ json })).status).toBe(201)
  origin.set('/shop', { body: '{}', headers: { 'content-type': 'application/json' } })
  shop = await Webhook.connect(ann.device, `${origin.url}/shop`)
  agent = await McpAgent.connect(ann.device, ['inbox.read', 'inbox.act', 'send'])
  await eventually('the entries', async () => {
    const { entries } = await agent.call(Entries, 'list_entries', { limit: 50 })
    return entries.length === 25 ? true : undefined
  })
})

afterAll(async () => {
  await agent.client.close()
  await house.stop()
  await origin.stop()
})

async function listedOf(id: string) {
  const { conversations } = await agent.call(Listed, 'list_conversations', { view: 'all', limit: 50 })
  return conversations.find((one) => one.id === id)
}

/** A conversation that the inbox lists. */
async function talk(...texts: string[]) {
  const opened = await shop.open(...texts)
  await eventually('the conversation in the list', async () => {
    const listed = await listedOf(opened.id)
    return listed?.unread === texts.length ? listed : undefined
  })
  return opened
}

describe('entries', () => {
  it('are listed in pages, each once, in the order of the page', async () => {
    const titles: string[] = []
    let cursor: string | null | undefined
    do {
      const page = { view: 'all', limit: 10, ...(cursor === undefined ? {} : { cursor }) }
      const { entries, nextCursor } = await agent.call(Entries, 'list_entries', page)
      titles.push(...entries.map(({ title }) => title))
      cursor = nextCursor
    } while (cursor !== null)
    expect(titles).toHaveLength(25)
    const shown = await ann.device.api.entries.$get({ query: { view: 'all', limit: '100' } })
    expect(titles).toEqual(
      z
        .object({ entries: Entries.shape.entries })
        .parse(await shown.json())
        .entries.map(({ title }) => title),
    )
    expect(await agent.call(Entries, 'list_entries', { folder: 'None' })).toMatchObject({ entries: [] })
  })

  it('are found and read as text, in parts where they are long', async () => {
    const found = await agent.call(z.looseObject({ entries: Entries.shape.entries }), 'search', {
      query: 'timetable',
    })
    expect(found).toMatchObject({ entries: [{ title: 'Timetable' }], conversations: [], nextEntries: null })
    const [{ id } = expect.fail('nothing is found')] = found.entries
    const Part = Page.extend({ text: z.string() })
    const first = await agent.call(Part, 'read_entry', { id })
    expect(first.text).toHaveLength(20_000)
    const second = await agent.call(Part, 'read_entry', { id, cursor: first.nextCursor })
    expect(first.text + second.text).toBe(LONG)
    expect(second.nextCursor).toBeNull()
  })

  it('are marked, and the answer says how many changed', async () => {
    const { entries } = await agent.call(Entries, 'list_entries', { limit: 2 })
    const ids = entries.map(({ id }) => id)
    const mark = { ids, read: true, starred: true }
    expect(await agent.call(Changed, 'mark_entries', mark)).toEqual({ changed: 2 })
    expect(await agent.call(Changed, 'mark_entries', mark)).toEqual({ changed: 0 })
    const starred = await agent.call(Entries, 'list_entries', { view: 'starred' })
    expect(starred.entries).toMatchObject([{ read: true }, { read: true }])
  })

  it('come from subscriptions that are listed', async () => {
    expect(await agent.call(Any, 'list_subscriptions')).toMatchObject({
      subscriptions: [{ feedUrl: `${origin.url}/feed`, folder: 'Sea' }],
    })
  })
})

describe('conversations', () => {
  it('are listed, searched and read with what was said in them', async () => {
    const { id } = await talk('Where is my lighthouse?', `Look: ${'x'.repeat(5_000)}`)
    expect(await listedOf(id)).toMatchObject({ unread: 2, channelKind: 'webhook' })
    const found = await agent.call(Any, 'search', { query: 'lighthouse', in: 'conversations' })
    expect(found).toMatchObject({ entries: [], conversations: [{ id }] })
    const read = await agent.call(Read, 'read_conversation', { id })
    expect(read.messages).toMatchObject([
      { cut: true, author: { name: 'Cat', self: false } },
      { cut: false, text: 'Where is my lighthouse?' },
    ])
    expect(read.messages[0]?.text).toHaveLength(4_000)
    const page = await agent.call(Read, 'read_conversation', { id, limit: 1, maxText: 6_000 })
    expect(page.messages).toMatchObject([{ cut: false }])
    const next = await agent.call(Read, 'read_conversation', { id, limit: 1, cursor: page.nextCursor })
    expect(next.messages).toMatchObject([{ text: 'Where is my lighthouse?' }])
    const one = await agent.call(Read, 'read_conversation', { id, query: 'lighthouse' })
    expect(one.messages).toHaveLength(1)
  })

  it('come through channels that are listed without what is secret of them', async () => {
    const { channels } = await agent.call(z.object({ channels: z.array(Any) }), 'list_channels')
    expect(channels).toMatchObject([{ id: shop.channel, kind: 'webhook', canSend: true }])
    expect(JSON.stringify(channels)).not.toContain('/hooks/')
  })

  it('are sorted: read, archived, snoozed, labelled', async () => {
    const { id } = await talk('Sort me')
    const change = (given: object) => agent.call(Changed, 'change_conversations', { ids: [id], ...given })
    expect(await change({ read: true, addLabels: ['orders'], priority: 'high' })).toEqual({ changed: 1 })
    expect(await listedOf(id)).toMatchObject({ unread: 0, labels: ['orders'], priority: 'high' })
    const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString()
    await change({ snoozedUntil, removeLabels: ['orders'] })
    const snoozed = await agent.call(Listed, 'list_conversations', { view: 'snoozed' })
    expect(snoozed.conversations).toMatchObject([{ id, labels: [] }])
    await change({ snoozedUntil: null, archived: true, read: false })
    const archived = await agent.call(Listed, 'list_conversations', { view: 'archived' })
    expect(archived.conversations).toMatchObject([{ id, unread: 1 }])
  })

  it('take notes under the name of the token', async () => {
    const { id } = await talk('Hm')
    await agent.call(Any, 'add_note', { conversation: id, text: 'Ask Bo first.' })
    const { messages } = await agent.call(Read, 'read_conversation', { id })
    const author = { name: agent.token.name, bot: true }
    expect(messages[0]).toMatchObject({ direction: 'note', text: 'Ask Bo first.', author })
  })
})

describe('an answer', () => {
  it('is drafted under the name of the token, written anew, and waits for the person', async () => {
    const { id, path, ids } = await talk('When does it leave?')
    const answer = { conversation: id, text: 'At nine.', replyTo: ids[0] }
    const first = await agent.call(Draft, 'write_draft', answer)
    const rewrites = { id: first.id, revision: first.revision }
    const second = await agent.call(Draft, 'write_draft', { ...answer, text: 'At ten.', rewrites })
    expect(second).toMatchObject({ id: first.id, revision: 2 })
    const stale = await agent.refusal('write_draft', { ...answer, text: 'At noon.', rewrites })
    expect(stale).toContain('draft.changed')
    expect(stale).toContain('At ten.')
    const shown: unknown = await (await ann.device.fetch(path)).json()
    const by = { id: agent.token.id, name: agent.token.name }
    expect(shown).toMatchObject({ drafts: [{ text: 'At ten.', origin: 'agent', agent: by, revision: 2 }] })
  })

  it('is one draft, however often it is written under one key', async () => {
    const { id, path } = await talk('Are you there?')
    const answer = { conversation: id, text: 'Yes.', key: 'yes' }
    const drafts = [1, 2].map(() => agent.call(Draft, 'write_draft', answer))
    const [first, second] = await Promise.all(drafts)
    const third = await agent.call(Draft, 'write_draft', answer)
    expect(new Set([first?.id, second?.id, third.id]).size).toBe(1)
    const shown: unknown = await (await ann.device.fetch(path)).json()
    expect(shown).toMatchObject({ drafts: [{ id: third.id, text: 'Yes.' }] })
  })

  it('leaves once by a token that may send, however often it is approved, and says who let it', async () => {
    const posted: string[] = []
    origin.set('/shop', async (request) => {
      const chunks = await Array.fromAsync(request)
      posted.push(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).toString())
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: randomUUID() }) }
    })
    const { id, path } = await talk('And now?')
    const draft = await agent.call(Draft, 'write_draft', { conversation: id, text: 'Now it leaves.' })
    const approval = { conversation: id, draft: draft.id, revision: draft.revision }
    const Sent = z.object({ message: z.string(), state: z.string(), sendsAt: z.string() })
    const sent = await Promise.all([1, 2, 3].map(() => agent.call(Sent, 'approve_draft', approval)))
    expect(new Set(sent.map(({ message }) => message)).size).toBe(1)
    expect(Date.parse(sent[0]?.sendsAt ?? '') - Date.now()).toBeGreaterThan(2_000)
    await eventually('the answer at the shop', async () => (posted.length > 0 ? true : undefined), 30_000)
    expect(posted).toHaveLength(1)
    expect(posted[0]).toContain('Now it leaves.')
    const shown: unknown = await (await ann.device.fetch(`${path}/messages`)).json()
    const by = { id: agent.token.id, name: agent.token.name }
    expect(shown).toMatchObject({ messages: [{ delivery: { approvedBy: 'agent', agent: by } }, {}] })
  })

  it('of somebody who has written on meanwhile does not leave', async () => {
    const { id, path } = await talk('Really?')
    const draft = await agent.call(Draft, 'write_draft', { conversation: id, text: 'Yes.' })
    const edit = { revision: 1, text: 'No.' }
    expect((await ann.device.send('PATCH', `${path}/drafts/${draft.id}`, edit)).status).toBe(200)
    const approval = { conversation: id, draft: draft.id, revision: 1 }
    expect(await agent.refusal('approve_draft', approval)).toContain('draft.changed')
  })
})

describe('each revision of the protocol', () => {
  it.each([
    ['legacy', '2025-11-25'],
    ['auto', '2026-07-28'],
  ] as const)('is spoken: %s, %s', async (way, revision) => {
    await using other = await McpAgent.connect(ann.device, ['inbox.read'], way)
    expect(other.client.getNegotiatedProtocolVersion()).toBe(revision)
    expect(other.client.getServerVersion()).toMatchObject({ name: 'switchboard', title: 'Switchboard' })
    expect(other.client.getInstructions()).toContain('never an instruction')
    const { tools } = await other.client.listTools()
    for (const { name, description, annotations, outputSchema } of tools) {
      expect(annotations, name).toMatchObject({ readOnlyHint: true })
      expect(outputSchema, name).toMatchObject({ type: 'object' })
      expect(description, name).toBeTruthy()
    }
    const { entries } = await other.call(Entries, 'list_entries', { view: 'all' })
    expect(entries).toHaveLength(20)
    expect(await other.refusal('mark_entries', { ids: [entries[0]?.id], read: true })).toContain(
      '"inbox.act"',
    )
  })
})
