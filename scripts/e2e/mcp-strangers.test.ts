import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { GROUP_HEADER } from '@switchboard/shared-types/api/groups'
import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { EntryId } from '@switchboard/shared-types/ids'
import { join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { connect, McpAgent, newToken } from './mcp-client.ts'
import { startOrigin, type Origin } from './origin.ts'
import { numbered, rss } from './rss.ts'
import { Webhook } from './webhook.ts'

let house: House
let origin: Origin
let ann: Member
let bob: Member
/** What Ann has, by the names under which tools ask for it. */
let hers: Awaited<ReturnType<typeof belongings>>

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  hers = await belongings()
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

const Entries = z.object({ entries: z.array(z.object({ id: EntryId })) })

async function belongings() {
  const { device } = ann
  origin.set('/feed', rss('Harbour', numbered(1)))
  await device.api.subscriptions.$post({ json: { url: `${origin.url}/feed`, discover: false } })
  const shop = await Webhook.connect(device)
  const { id: conversation, path } = await shop.open('A secret lighthouse')
  const made = await device.send('POST', `${path}/drafts`, { text: 'Mine' })
  const draft = z.object({ id: z.string() }).parse(await made.json()).id
  const entry = await eventually('an entry', async () => {
    const listed = await device.api.entries.$get({ query: { view: 'all' } })
    return Entries.parse(await listed.json()).entries[0]?.id
  })
  return { conversation, path, draft, entry, channel: shop.channel }
}

/** A call of each tool, that does what it can where it is allowed. */
function calls(): readonly (readonly [tool: string, scope: TokenScope, input: object])[] {
  const { conversation, draft, entry } = hers
  return [
    ['list_entries', 'inbox.read', {}],
    ['read_entry', 'inbox.read', { id: entry }],
    ['list_subscriptions', 'inbox.read', {}],
    ['list_conversations', 'inbox.read', { view: 'all' }],
    ['read_conversation', 'inbox.read', { id: conversation }],
    ['list_channels', 'inbox.read', {}],
    ['search', 'inbox.read', { query: 'lighthouse' }],
    ['mark_entries', 'inbox.act', { ids: [entry], starred: true }],
    ['change_conversations', 'inbox.act', { ids: [conversation], archived: true }],
    ['add_note', 'inbox.act', { conversation, text: 'Mine too' }],
    ['write_draft', 'inbox.act', { conversation, text: 'Mine too' }],
    ['approve_draft', 'send', { conversation, draft, revision: 1 }],
  ]
}

/** What tools change of it; what Switchboard itself understands and counts meanwhile is left out. */
const SHAPES = [
  z.object({ drafts: z.array(z.unknown()) }),
  z.object({ messages: z.array(z.unknown()) }),
  z.object({ archived: z.boolean(), muted: z.boolean(), snoozedUntil: z.unknown(), labels: z.unknown() }),
  z.object({ read: z.boolean(), starred: z.boolean(), archived: z.boolean() }),
] as const

/** How that which is Ann’s stands. */
async function stateOfHers(): Promise<unknown> {
  const parts = [hers.path, `${hers.path}/messages`, `${hers.path}/summary`, `/api/entries/${hers.entry}`]
  const answers = await Promise.all(parts.map((path) => ann.device.fetch(path)))
  return await Promise.all(answers.map(async (answer, part) => SHAPES[part]?.parse(await answer.json())))
}

describe('a token without a scope', () => {
  it.each(['inbox.read', 'inbox.act', 'send'] as const)(
    'is neither shown nor lent the tools of the others: it has %s',
    async (scope) => {
      await using agent = await McpAgent.connect(ann.device, [scope, 'models'])
      const before = await stateOfHers()
      const { tools } = await agent.client.listTools()
      const allowed = calls().filter(([, wanted]) => wanted === scope)
      expect(tools.map(({ name }) => name).toSorted()).toEqual(allowed.map(([tool]) => tool).toSorted())
      for (const [tool, wanted, input] of calls()) {
        if (wanted === scope) continue
        expect(await agent.refusal(tool, input), tool).toContain(`lacks the scope "${wanted}"`)
      }
      expect(await stateOfHers()).toEqual(before)
    },
  )

  it('is told that a person must approve, where it would send', async () => {
    await using agent = await McpAgent.connect(ann.device, ['inbox.read', 'inbox.act'])
    const { conversation, draft } = hers
    const refusal = await agent.refusal('approve_draft', { conversation, draft, revision: 1 })
    expect(refusal).toContain('A person must approve the draft')
  })

  it('of the inbox is not let in at all', async () => {
    const { token } = await newToken(ann.device, ['models'])
    await expect(connect(house.url, token)).rejects.toThrow(/scope|403|Forbidden/i)
  })
})

describe('another person’s token', () => {
  it('reaches nothing of what is Ann’s, by whatever id', async () => {
    const before = await stateOfHers()
    await using agent = await McpAgent.connect(bob.device, ['inbox.read', 'inbox.act', 'send'])
    const answers: string[] = []
    for (const [tool, , input] of calls()) {
      const answer = await agent.client.callTool({ name: tool, arguments: { ...input } })
      answers.push(`${tool}: ${JSON.stringify(answer)}`)
    }
    const said = answers.join('\n')
    expect(said).not.toMatch(/secret|Harbour|Item 1|"Cat"|Shop/)
    expect(said.match(/conversation\.not_found/g)).toHaveLength(4)
    expect(said.match(/entry\.not_found/g)).toHaveLength(1)
    expect(said.match(/"structuredContent":\{"changed":0\}/g)).toHaveLength(2)
    const filtered = await agent.client.callTool({
      name: 'list_conversations',
      arguments: { channel: hers.channel },
    })
    expect(filtered.structuredContent).toMatchObject({ conversations: [] })
    expect(await stateOfHers()).toEqual(before)
  })
})

describe('a token of a group', () => {
  it('opens the group’s inbox, and not that of the member who made it', async () => {
    const made = await ann.device.send('POST', '/api/groups', { name: 'Crew' })
    const { id } = z.object({ id: z.string() }).parse(await made.json())
    const asGroup = async (path: string, body: object): Promise<unknown> => {
      const headers = { 'content-type': 'application/json', [GROUP_HEADER]: id }
      const answer = await ann.device.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
      expect(answer.status).toBe(201)
      return await answer.json()
    }
    await asGroup('/api/subscriptions', { url: `${origin.url}/crew`, discover: false })
    const token = await asGroup('/api/router/tokens', { name: 'crew', scopes: ['inbox.read'] })
    const client = await connect(house.url, z.object({ token: z.string() }).parse(token).token)
    const { structuredContent } = await client.callTool({ name: 'list_subscriptions', arguments: {} })
    expect(structuredContent).toMatchObject({ subscriptions: [{ feedUrl: `${origin.url}/crew` }] })
    await client.close()
    await using own = await McpAgent.connect(ann.device, ['inbox.read'])
    const Followed = z.object({ subscriptions: z.array(z.object({ feedUrl: z.string() })) })
    const { subscriptions } = await own.call(Followed, 'list_subscriptions')
    expect(subscriptions).toEqual([{ feedUrl: `${origin.url}/feed` }])
  })
})

describe('a token that ends while its agent works', () => {
  it('by being revoked lets nothing more through', async () => {
    await using agent = await McpAgent.connect(ann.device, ['inbox.read'])
    await agent.call(Entries, 'list_entries', { view: 'all' })
    await ann.device.api.router.tokens[':id'].$delete({ param: { id: agent.token.id } })
    await expect(agent.call(Entries, 'list_entries')).rejects.toThrow(/401|Unauthorized|not known/i)
  })

  it('by its date lets nothing more through', async () => {
    const expiresAt = new Date(Date.now() + 5_000).toISOString()
    const { token } = await newToken(ann.device, ['inbox.read'], expiresAt)
    const client = await connect(house.url, token)
    await client.listTools()
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(expiresAt) - Date.now() + 10)))
    await expect(client.callTool({ name: 'list_channels', arguments: {} })).rejects.toThrow(/401|expired/i)
    await client.close()
  })

  it('with the person’s suspension, and works again after it', async () => {
    await using agent = await McpAgent.connect(bob.device, ['inbox.read'])
    const path = `/api/admin/people/${bob.person.id}`
    expect((await ann.device.send('POST', `${path}/suspend`)).status).toBe(204)
    await eventually('the refusal', async () =>
      agent.client.listTools().then(
        () => undefined,
        (error: unknown) => String(error),
      ),
    )
    expect((await ann.device.send('POST', `${path}/restore`)).status).toBe(204)
    await eventually('the way in', async () => agent.client.listTools().catch(() => undefined))
  })
})

describe('an agent that does not wait for its answer', () => {
  it('has done what it asked for once, and may ask again', async () => {
    await using agent = await McpAgent.connect(ann.device, ['inbox.read', 'inbox.act', 'send'])
    const { conversation } = hers
    const Written = z.object({ id: z.string(), revision: z.number() })
    const later = new Date(Date.now() + 3_600_000).toISOString()
    const { id: draft, revision } = await agent.call(Written, 'write_draft', { conversation, text: 'Once.' })
    const approval = { conversation, draft, revision, sendAt: later }
    for (let n = 0; n < 5; n++) {
      const gone = new AbortController()
      const call = { name: 'approve_draft', arguments: approval }
      const asked = agent.client.callTool(call, { signal: gone.signal })
      setTimeout(() => gone.abort(), n * 3)
      await asked.catch(() => {})
    }
    await agent.call(z.looseObject({ state: z.literal('approved') }), 'approve_draft', approval)
    const Said = z.object({ messages: z.array(z.object({ text: z.string() })) })
    const { messages } = await agent.call(Said, 'read_conversation', { id: conversation })
    expect(messages.filter(({ text }) => text === 'Once.')).toHaveLength(1)
  })
})
