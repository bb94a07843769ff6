import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ChannelId, ConversationId } from '@switchboard/shared-types/ids'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import { Device, failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'
import { signedEvent } from './webhook.ts'

const Posted = z.object({
  type: z.string(),
  text: z.string().optional(),
  thread: z.string().optional(),
  after: z.string().nullish(),
})

let house: House
let origin: Origin
let ann: Member
let bob: Member
let shop: Shop

/** A webhook of Ann's, and what it was sent. */
interface Shop {
  readonly channel: ChannelId
  readonly url: string
  readonly secret: string
  readonly posted: z.infer<typeof Posted>[]
}

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  shop = await openShop()
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

async function openShop(): Promise<Shop> {
  const { api } = ann.device
  const input = { kind: 'webhook' as const, name: 'Shop', sendUrl: `${origin.url}/shop` }
  const { channel } = await (await api.channels.$post({ json: input })).json()
  const made = await api.channels[':id']['hook-secret'].$post({ param: { id: channel.id } })
  const posted: Shop['posted'] = []
  origin.set('/shop', async (request, response) => {
    posted.push(Posted.parse(await json(request)))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ key: `key-${posted.length}`, url: 'https://shop.example/p' }))
  })
  return { channel: channel.id, posted, ...(await made.json()) }
}

let events = 0

/** Somebody writes in a thread. @returns the conversation, once the inbox lists what was said */
async function write(thread: string, text: string): Promise<ConversationId> {
  const author = { id: 'cat', name: 'Cat' }
  const event = { type: 'message', id: `e${++events}`, thread, author, text }
  expect((await fetch(shop.url, signedEvent(event, shop.secret))).status).toBe(200)
  const id = await conversationIdOf(shop.channel, thread)
  await eventually(`“${text}” in the list`, async () => {
    const found = (await list({ view: 'all' })).find((one) => one.id === id)
    return found?.snippet === text ? true : undefined
  })
  return id
}

async function list(query: Record<string, string>) {
  const answer = await ann.device.api.conversations.$get({ query })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return (await answer.json()).conversations
}

async function titles(query: Record<string, string>): Promise<string[]> {
  return (await list(query)).map(({ id }) => id)
}

describe('conversations', () => {
  it('come in through a channel, are listed, found and sorted by their person alone', async () => {
    const id = await write('order-1', 'Where is my lighthouse?')
    expect(await list({ q: 'lighthouse' })).toMatchObject([{ id, unread: 1, channelId: shop.channel }])
    const change = { read: true, archived: true, addLabels: ['shop'] }
    const his = await bob.device.send('PATCH', '/api/conversations', { ids: [id], change })
    expect(await his.json()).toEqual({ changed: 0 })
    const hers = await ann.device.api.conversations.$patch({ json: { ids: [id], change } })
    expect(await hers.json()).toEqual({ changed: 1 })
    expect(await titles({ view: 'archived', label: 'shop' })).toEqual([id])
    expect(await titles({ view: 'open' })).not.toContain(id)
    await write('order-1', 'Still waiting.')
    expect(await titles({ view: 'open' })).toContain(id)
    const summary = await ann.device.fetch(`/api/conversations/${id}/summary`)
    expect(await summary.json()).toMatchObject({ id, unread: 1, labels: ['shop'] })
    const foreign = await bob.device.fetch(`/api/conversations/${id}/summary`)
    expect(await failureOf(foreign)).toBe('404 conversation.not_found')
  })

  it('are snoozed and come back by themselves', async () => {
    const id = await write('order-2', 'Not now.')
    const until = new Date(Date.now() + 1_500).toISOString()
    const change = { read: true, snoozedUntil: until }
    await ann.device.api.conversations.$patch({ json: { ids: [id], change } })
    expect(await titles({ view: 'snoozed' })).toEqual([id])
    await eventually('the snoozed conversation', async () =>
      (await titles({ view: 'unread' })).includes(id) ? true : undefined,
    )
  })

  it.each([
    ['a view that there is not', 'GET', '?view=nothing'],
    ['an empty search', 'GET', '?q='],
    ['a page of a million', 'GET', '?limit=1000000'],
    ['a channel that is none', 'GET', '?channel=feed_1'],
    ['a sort that there is not', 'GET', '?sort=size'],
  ])('of %s are refused', async (_, method, query) => {
    const answer = await ann.device.fetch(`/api/conversations${query}`, { method })
    expect(await failureOf(answer)).toBe('400 request.invalid')
  })

  it('from a cursor that is not ours are refused', async () => {
    const answer = await ann.device.fetch('/api/conversations?cursor=7')
    expect(await failureOf(answer)).toBe('400 cursor.invalid')
  })

  const id = `cnv_${'0'.repeat(26)}`
  it.each([
    ['no change', { ids: [id], change: {} }],
    ['no conversation', { ids: [], change: { read: true } }],
    ['too many conversations', { ids: Array.from({ length: 201 }, () => id), change: { read: true } }],
    ['a label of a mile', { ids: [id], change: { addLabels: ['x'.repeat(51)] } }],
    ['a priority that there is not', { ids: [id], change: { priority: 'huge' } }],
    ['a time that is none', { ids: [id], change: { snoozedUntil: 'tomorrow' } }],
    ['an id of something else', { ids: ['ent_00000000000000000000000000'], change: { read: true } }],
  ])('are not sorted by %s', async (_, body) => {
    expect(await failureOf(await ann.device.send('PATCH', '/api/conversations', body))).toBe(
      '400 request.invalid',
    )
  })
})

describe('rules', () => {
  const forwarding = (to: ConversationId) => ({
    rules: [{ name: 'Invoices', when: { words: ['invoice'] }, actions: [{ type: 'forward', to }] }],
  })

  it('send on what they are about, only under a permission, and the person sees what left', async () => {
    const { api } = ann.device
    const to = await write('accounting', 'Send invoices here.')
    await write('order-3', 'Hello.')
    const early = await ann.device.send('PUT', '/api/rules', forwarding(to))
    expect(await failureOf(early)).toBe('409 rule.no_permission')
    const granted = await api.permissions.$post({ json: { channelId: shop.channel } })
    expect(granted.status).toBe(201)
    expect((await ann.device.send('PUT', '/api/rules', forwarding(to))).status).toBe(200)
    await write('order-3', 'My invoice is wrong.')
    const sent = await eventually('the forwarded message', async () =>
      shop.posted.find(({ type, thread }) => type === 'message' && thread === 'accounting'),
    )
    expect(sent.text).toContain('My invoice is wrong.')
    const { uses } = await (await api.permissions.$get()).json()
    expect(uses).toMatchObject([{ rule: 'Invoices', conversationId: to, channelId: shop.channel }])
    expect((await (await api.rules.$get()).json()).rules).toMatchObject([{ matched: 1 }])
    const tried = await ann.device.send('POST', '/api/rules/dry-run', forwarding(to).rules[0])
    expect(await tried.json()).toMatchObject({ matches: [{ snippet: 'My invoice is wrong.' }] })
    expect(await (await bob.device.api.rules.$get()).json()).toEqual({ rules: [] })
    const { permissions } = await (await api.permissions.$get()).json()
    const path = `/api/permissions/${permissions[0]?.id}`
    expect(await failureOf(await bob.device.send('DELETE', path))).toBe('404 permission.not_found')
    expect((await ann.device.send('DELETE', path)).status).toBe(204)
  })

  it.each([
    ['an empty condition', { name: 'x', when: {}, actions: [{ type: 'archive' }] }],
    ['no action', { name: 'x', when: { words: ['x'] }, actions: [] }],
    ['an action that there is not', { name: 'x', when: { words: ['x'] }, actions: [{ type: 'explode' }] }],
    ['no name', { name: ' ', when: { words: ['x'] }, actions: [{ type: 'archive' }] }],
    ['an empty word', { name: 'x', when: { words: [''] }, actions: [{ type: 'archive' }] }],
  ])('with %s are refused', async (_, rule) => {
    const set = await ann.device.send('PUT', '/api/rules', { rules: [rule] })
    expect(await failureOf(set)).toBe('400 request.invalid')
    const tried = await ann.device.send('POST', '/api/rules/dry-run', rule)
    expect(await failureOf(tried)).toBe('400 request.invalid')
  })

  it('get no permission for somebody else’s channel', async () => {
    const asked = await bob.device.api.permissions.$post({ json: { channelId: shop.channel } })
    expect(await failureOf(asked)).toBe('404 channel.not_found')
  })
})

describe('outputs', () => {
  it('are made, edited, published as a thread, and show where they stand', async () => {
    const { api } = ann.device
    const before = shop.posted.length
    const made = await api.outputs.$post({
      json: {
        source: { type: 'text' },
        form: 'thread',
        by: 'person',
        parts: ['One.', 'Tow.'],
        channels: [shop.channel],
      },
    })
    expect(made.status).toBe(201)
    const output = z.object({ id: z.string() }).parse(await made.json())
    const path = `/api/outputs/${output.id}`
    const parts = ['One.', 'Two.']
    expect((await ann.device.send('PATCH', path, { revision: 1, parts })).status).toBe(200)
    const stale = await ann.device.send('PATCH', path, { revision: 1, parts })
    expect(await failureOf(stale)).toBe('409 output.changed')
    const publish = { revision: 2, key: 'a-key-of-the-page' }
    const both = await Promise.all([1, 2].map(() => ann.device.send('POST', `${path}/publish`, publish)))
    expect(both.map(({ status }) => status)).toEqual([202, 202])
    await eventually('both parts', async () => {
      const { outputs } = await (await api.outputs.$get()).json()
      const states = outputs[0]?.publications.map(({ state, url }) => [state, url])
      return states?.every(([state, url]) => state === 'sent' && url !== null) === true ? true : undefined
    })
    expect(shop.posted.slice(before).map(({ text, after }) => [text, after])).toEqual([
      ['One.', null],
      ['Two.', `key-${before + 1}`],
    ])
    expect(await failureOf(await bob.device.send('POST', `${path}/publish`, publish))).toBe(
      '404 output.not_found',
    )
    expect(await failureOf(await bob.device.send('DELETE', path))).toBe('404 output.not_found')
    expect((await ann.device.send('DELETE', path)).status).toBe(204)
  })

  it('of a digest find nothing where nothing arrived, and say so', async () => {
    const source = { type: 'digest', from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' }
    const asked = await ann.device.send('POST', '/api/outputs', { source, form: 'post', by: 'template' })
    expect(await failureOf(asked)).toBe('409 digest.empty')
  })

  it.each([
    ['free text without text', { source: { type: 'text' }, form: 'post', by: 'template' }],
    ['no entries', { source: { type: 'entries', ids: [] }, form: 'post', by: 'template' }],
    [
      'a digest that ends before it begins',
      {
        source: { type: 'digest', from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' },
        form: 'post',
        by: 'template',
      },
    ],
    [
      'a digest of no time',
      { source: { type: 'digest', from: 'yesterday', to: 'today' }, form: 'post', by: 'template' },
    ],
    ['a form that there is not', { source: { type: 'text' }, form: 'poem', by: 'person', parts: ['x'] }],
    ['an empty part', { source: { type: 'text' }, form: 'post', by: 'person', parts: [' '] }],
    [
      'too many parts',
      { source: { type: 'text' }, form: 'thread', by: 'person', parts: Array(26).fill('x') },
    ],
  ])('of %s are refused', async (_, body) => {
    expect(await failureOf(await ann.device.send('POST', '/api/outputs', body))).toBe('400 request.invalid')
  })
})

it.each([
  ['GET', '/api/conversations'],
  ['PATCH', '/api/conversations'],
  ['GET', '/api/rules'],
  ['PUT', '/api/rules'],
  ['POST', '/api/rules/dry-run'],
  ['GET', '/api/permissions'],
  ['POST', '/api/permissions'],
  ['GET', '/api/outputs'],
  ['POST', '/api/outputs'],
])('nobody can %s %s without signing in', async (method, path) => {
  const body = method === 'GET' ? undefined : {}
  expect(await failureOf(await new Device(house.url).send(method, path, body))).toBe('401 auth.required')
})
