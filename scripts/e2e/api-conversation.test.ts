import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Device, failureOf, join, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'
import { readMessages, textsIn } from './messages.ts'
import { Webhook } from './webhook.ts'

const NOBODY = 'cnv_00000000000000000000000000'
const NOTHING = 'msg_00000000000000000000000000'

let house: House
let ann: Member
let bob: Member
let shop: Webhook

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  shop = await Webhook.connect(ann.device)
})

afterAll(async () => {
  await house.stop()
})

describe('a conversation', () => {
  it('shows who talks where, and how much was said', async () => {
    const { id, thread } = await shop.open('One', 'Two')
    const shown = await ann.device.api.conversations[':id'].$get({ param: { id } })
    expect(await shown.json()).toMatchObject({
      id,
      threads: [{ channelId: shop.channel, channelKind: 'webhook', key: thread, kind: 'direct' }],
      participants: [{ name: 'Cat', messages: 2 }],
      messages: 2,
      drafts: [],
      mergedInto: null,
    })
  })

  it('is read page by page to its beginning, each message once', async () => {
    const said = Array.from({ length: 7 }, (_, n) => `Message ${n}`)
    const { id } = await shop.open(...said)
    const pages: string[][] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof readMessages>> = await readMessages(ann.device, id, {
        limit: '3',
        ...(cursor && { cursor }),
      })
      pages.push(page.messages.map(({ text }) => text))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1])
    expect(pages.flat()).toEqual(said.toReversed())
  })

  it('is searched, also page by page', async () => {
    const { id } = await shop.open('red apple', 'green apple', 'green pear', 'apples, red and green')
    expect(await textsIn(ann.device, id, { q: 'green app' })).toEqual([
      'apples, red and green',
      'green apple',
    ])
    expect(await textsIn(ann.device, id, { q: '"red apple"' })).toEqual(['red apple'])
    expect(await textsIn(ann.device, id, { q: 'plum' })).toEqual([])
    const first = await readMessages(ann.device, id, { q: 'green', limit: '2' })
    const rest = await readMessages(ann.device, id, {
      q: 'green',
      limit: '2',
      cursor: first.nextCursor ?? '',
    })
    expect([...first.messages, ...rest.messages].map(({ text }) => text)).toEqual([
      'apples, red and green',
      'green pear',
      'green apple',
    ])
  })

  it.each(['"', '""', '*', 'NEAR(', "'; DROP TABLE messages --", 'a AND OR NOT', '\u0000', '🙂'])(
    'is searched for %j without harm',
    async (q) => {
      const { id } = await shop.open('Hello')
      const found = await ann.device.fetch(`/api/conversations/${id}/messages?q=${encodeURIComponent(q)}`)
      expect(found.status).toBe(200)
    },
  )

  it.each([
    ['messages?cursor=nonsense', '400 cursor.invalid'],
    ['messages?cursor=-1', '400 cursor.invalid'],
    ['messages?cursor=', '400 cursor.invalid'],
    ['messages?cursor=9999999999999999', '400 cursor.invalid'],
    ['messages?limit=0', '400 request.invalid'],
    ['messages?limit=201', '400 request.invalid'],
    ['messages?limit=many', '400 request.invalid'],
    ['messages?q=', '400 request.invalid'],
    [`messages?q=${'x'.repeat(201)}`, '400 request.invalid'],
    [`messages?cursor=${'1'.repeat(201)}`, '400 request.invalid'],
  ])('answers %s with %s', async (query, failure) => {
    const { path } = await shop.open('Hello')
    expect(await failureOf(await ann.device.fetch(`${path}/${query}`))).toBe(failure)
  })
})

describe('a note', () => {
  it('stands between the messages, is changed and taken away', async () => {
    const { id, path } = await shop.open('Hello')
    const made = await ann.device.api.conversations[':id'].notes.$post({
      param: { id },
      json: { text: ' Call back. ' },
    })
    expect(made.status).toBe(201)
    const note = z
      .object({ id: z.string(), direction: z.string(), text: z.string() })
      .parse(await made.json())
    expect(note).toMatchObject({ direction: 'note', text: 'Call back.' })
    expect(await textsIn(ann.device, id)).toEqual(['Call back.', 'Hello'])
    const place = `${path}/messages/${note.id}`
    const changed = await ann.device.send('PATCH', place, { text: 'Called.' })
    expect(await changed.json()).toMatchObject({ id: note.id, text: 'Called.', act: null })
    const liked = await ann.device.send('PUT', `${place}/reactions`, { reactions: ['👍'] })
    expect(await failureOf(liked)).toBe('409 channel.unsupported')
    expect((await ann.device.send('DELETE', place)).status).toBe(204)
    expect(await failureOf(await ann.device.send('DELETE', place))).toBe('404 message.not_found')
    expect(await textsIn(ann.device, id)).toEqual(['Hello'])
  })
})

type Attempt = readonly [method: string, path: string, body: unknown]

/** Everything that names a conversation and is not an answer or a file. */
const ATTEMPTS: readonly Attempt[] = [
  ['GET', '', undefined],
  ['GET', '/summary', undefined],
  ['GET', '/messages', undefined],
  ['GET', '/messages?q=secret', undefined],
  ['POST', '/notes', { text: 'Mine' }],
  ['PATCH', '/messages/MESSAGE', { text: 'Mine' }],
  ['DELETE', '/messages/MESSAGE', undefined],
  ['PUT', '/messages/MESSAGE/reactions', { reactions: ['👍'] }],
  ['POST', '/merge', { from: NOBODY }],
  ['POST', '/split', { from: NOTHING }],
]

describe('nobody else', () => {
  it.each(ATTEMPTS)('can %s …%s', async (method, path, body) => {
    const { id, ids } = await shop.open('A secret')
    const place = `/api/conversations/${id}${path.replace('MESSAGE', ids[0] ?? '')}`
    expect(await failureOf(await bob.device.send(method, place, body))).toBe('404 conversation.not_found')
    expect(await failureOf(await new Device(house.url).send(method, place, body))).toBe('401 auth.required')
    const none = place.replace(id, NOBODY)
    expect(await failureOf(await ann.device.send(method, none, body))).toBe('404 conversation.not_found')
    expect(await failureOf(await ann.device.send(method, place.replace(id, 'x'), body))).toBe(
      '400 request.invalid',
    )
    expect(await textsIn(ann.device, id)).toEqual(['A secret'])
  })

  it('takes hers into his own', async () => {
    const hers = await shop.open('A secret')
    const his = await (await Webhook.connect(bob.device)).write('order', 'Hello')
    const path = `/api/conversations/${his.conversationId}/merge`
    expect(await failureOf(await bob.device.send('POST', path, { from: hers.id }))).toBe(
      '404 conversation.not_found',
    )
    expect(await textsIn(ann.device, hers.id)).toEqual(['A secret'])
  })
})

describe('bad input', () => {
  it.each([
    ['POST', '/notes', {}],
    ['POST', '/notes', { text: ' ' }],
    ['POST', '/notes', { text: 'x'.repeat(20_001) }],
    ['POST', '/notes', null],
    ['PATCH', `/messages/${NOTHING}`, { text: '' }],
    ['PATCH', `/messages/${NOTHING}`, { text: 'x'.repeat(64 * 1024 + 1) }],
    ['PATCH', '/messages/1', { text: 'x' }],
    ['DELETE', '/messages/1', undefined],
    ['PUT', `/messages/${NOTHING}/reactions`, {}],
    ['PUT', `/messages/${NOTHING}/reactions`, { reactions: [''] }],
    ['PUT', `/messages/${NOTHING}/reactions`, { reactions: Array(6).fill('👍') }],
    ['PUT', `/messages/${NOTHING}/reactions`, { reactions: '👍' }],
    ['POST', '/merge', {}],
    ['POST', '/split', {}],
  ])('%s …%s %j is refused', async (method, path, body) => {
    const { path: place } = await shop.open('Hello')
    expect(await failureOf(await ann.device.send(method, place + path, body))).toBe('400 request.invalid')
  })

  it.each(['PATCH', 'DELETE', 'PUT'])('%s of a message that there is not is not found', async (method) => {
    const { path } = await shop.open('Hello')
    const place = `${path}/messages/${NOTHING}${method === 'PUT' ? '/reactions' : ''}`
    const body = { PATCH: { text: 'x' }, PUT: { reactions: [] } }[method]
    expect(await failureOf(await ann.device.send(method, place, body))).toBe('404 message.not_found')
  })
})
