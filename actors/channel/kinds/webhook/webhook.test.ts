import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { Account } from '../kind.ts'
import { Clock, worldWith } from '../testing/fake-world.ts'
import { outgoing } from '../testing/outgoing.ts'
import type { WebhookSecrets, WebhookState } from './account.ts'
import { webhook } from './webhook.ts'

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const THREAD = { key: 'order-7', kind: 'direct', title: null, url: null } as const
const clock = new Clock()
const account: Account<WebhookSecrets, WebhookState> = {
  id: newId('chn'),
  secrets: { secret: SECRET },
  state: { sendUrl: 'https://receiver.example/in' },
}

function request(payload: unknown): HookRequest {
  const body = new TextEncoder().encode(JSON.stringify(payload))
  return { method: 'POST', url: 'https://house.example/hooks/webhook/chn_1', headers: {}, body }
}

function parse(payload: unknown) {
  const parsed = webhook.hook?.parse(request(payload), account, clock.now())
  if (parsed === undefined || 'mail' in parsed) throw new Error('a webhook parses')
  return parsed
}

/** A receiver, with what it was sent. */
function receiver(answer: () => Response) {
  const sent: { headers: Headers; body: string }[] = []
  const fetch = async (_url: string, init: RequestInit) => {
    sent.push({ headers: new Headers(init.headers), body: await new Response(init.body).text() })
    return answer()
  }
  return { sent, world: worldWith({ fetch }, clock) }
}

const send = (text: string) => outgoing({ type: 'send', thread: THREAD, text, replyTo: 'm-1' })

describe('what a webhook says', () => {
  it('is a message with all that docs/channels.md names', () => {
    const { events, unreadable } = parse({
      type: 'message',
      id: 'evt-1',
      thread: { id: 'order-7', title: 'Order 7', kind: 'direct', url: 'https://shop.example/orders/7' },
      at: '2026-11-21T16:00:00+02:00',
      message: 'm-1',
      author: { id: 'cat', name: 'Cat', handle: '@cat', bot: false },
      text: 'Where is my order?',
      replyTo: 'm-0',
      files: [{ url: 'https://shop.example/photo.jpg', name: 'photo.jpg', type: 'image/jpeg' }],
    })
    expect(unreadable).toEqual([])
    expect(events).toEqual([
      {
        type: 'message',
        eventId: 'evt-1',
        thread: { ...THREAD, title: 'Order 7', url: 'https://shop.example/orders/7' },
        at: '2026-11-21T14:00:00.000Z',
        key: 'm-1',
        author: { key: 'cat', name: 'Cat', handle: '@cat', self: false, bot: false },
        text: 'Where is my order?',
        html: null,
        attachments: [
          { ref: 'https://shop.example/photo.jpg', name: 'photo.jpg', type: 'image/jpeg', size: null },
        ],
        replyTo: 'm-0',
        groupKey: null,
        nature: 'ordinary',
        about: null,
      },
    ])
  })

  it('needs no more than an id, a thread, an author and a text', () => {
    const { events } = parse({ type: 'message', id: 'e', thread: 't', author: { id: 'a' }, text: '' })
    expect(events).toMatchObject([
      { key: 'e', thread: { key: 't' }, author: { name: 'a' }, at: new Date(clock.now()).toISOString() },
    ])
  })

  it('is an edit, a deletion, a reaction or a receipt', () => {
    const about = { thread: 't', message: 'm' }
    const { events, unreadable } = parse({
      events: [
        { type: 'edit', id: '1', ...about, text: 'new' },
        { type: 'deletion', id: '2', ...about },
        { type: 'reaction', id: '3', ...about, author: { id: 'a' }, reactions: ['👍'] },
        { type: 'receipt', id: '4', ...about, state: 'read' },
      ],
    })
    expect(unreadable).toEqual([])
    expect(events.map(({ type }) => type)).toEqual(['edit', 'deletion', 'reaction', 'receipt'])
  })

  it.each([
    ['no event', {}],
    ['no object', 7],
    ['nothing', null],
    ['no events', { events: [] }],
    ['more than 500 events', { events: Array.from({ length: 501 }, () => ({})) }],
    ['a message of nobody', { type: 'message', id: 'e', thread: 't', text: 'x' }],
    ['a message without an id', { type: 'message', thread: 't', author: { id: 'a' }, text: 'x' }],
    ['a thread without a name', { type: 'deletion', id: 'e', thread: '', message: 'm' }],
    [
      'a file that lies nowhere',
      {
        type: 'message',
        id: 'e',
        thread: 't',
        author: { id: 'a' },
        text: '',
        files: [{ url: 'file:///etc/passwd', name: 'x', type: 'x' }],
      },
    ],
  ])('is kept as not understood where it is %s', (_what, payload) => {
    const { events, unreadable } = parse(payload)
    expect(events).toEqual([])
    expect(unreadable.length).toBeGreaterThan(0)
  })
})

describe('what is sent to a webhook', () => {
  it('is signed as Standard Webhooks says, over the very bytes', async () => {
    const { sent, world } = receiver(() => Response.json({ key: 'r-1', url: 'https://receiver.example/r-1' }))
    const act = send('It left today.')
    const performed = await webhook.perform(world, account, act, [])
    expect(performed).toEqual({
      outcome: 'sent',
      reason: null,
      key: 'r-1',
      url: 'https://receiver.example/r-1',
    })
    const { headers, body } = sent[0] ?? { headers: new Headers(), body: '' }
    const key = Buffer.alloc(32, 5)
    const signed = `${act.id}.${headers.get('webhook-timestamp')}.${body}`
    expect(headers.get('webhook-id')).toBe(act.id)
    expect(headers.get('webhook-signature')).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
    expect(JSON.parse(body)).toEqual({
      type: 'message',
      id: act.id,
      thread: 'order-7',
      text: 'It left today.',
      replyTo: 'm-1',
      files: [],
    })
  })

  it('brings files along, as far as a request holds them', async () => {
    const { sent, world } = receiver(() => new Response())
    const file = { name: 'a.bin', type: 'application/octet-stream', bytes: new Uint8Array([255, 254, 0]) }
    expect(await webhook.perform(world, account, send('x'), [file])).toMatchObject({ outcome: 'sent' })
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      files: [{ name: 'a.bin', type: 'application/octet-stream', content: '__4A' }],
    })
    const large = { ...file, bytes: new Uint8Array(8_000_001) }
    expect(await webhook.perform(world, account, send('x'), [large])).toMatchObject({ outcome: 'failed' })
    expect(sent).toHaveLength(1)
  })

  it.each([
    [204, {}, { outcome: 'sent', key: null }],
    [429, { 'retry-after': '7' }, { outcome: 'retry', afterMs: 7_000 }],
    [503, {}, { outcome: 'retry', afterMs: null }],
    [500, {}, { outcome: 'unknown' }],
    [408, {}, { outcome: 'unknown' }],
    [401, {}, { outcome: 'unauthorised' }],
    [403, {}, { outcome: 'unauthorised' }],
    [400, {}, { outcome: 'failed' }],
    [410, {}, { outcome: 'failed' }],
    [302, { location: 'https://elsewhere.example/' }, { outcome: 'unknown' }],
  ] as const)('means, where it is answered with %i, what RFC 9110 says', async (status, headers, outcome) => {
    const { world } = receiver(() => new Response(null, { status, headers: { ...headers } }))
    expect(await webhook.perform(world, account, send('x'), [])).toMatchObject(outcome)
  })

  it('is not sent to an address of the house’s own network', async () => {
    const { sent, world } = receiver(() => new Response())
    const inside = { ...account, state: { sendUrl: 'http://127.0.0.1/in' } }
    expect(await webhook.perform(world, inside, send('x'), [])).toMatchObject({ outcome: 'failed' })
    expect(sent).toEqual([])
  })

  it('is a ping where it is tested', async () => {
    const { sent, world } = receiver(() => new Response())
    expect(await webhook.test(world, account)).toMatchObject({ ok: true })
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ type: 'ping' })
    const refusing = receiver(() => new Response(null, { status: 401 }))
    expect(await webhook.test(refusing.world, account)).toMatchObject({
      error: { code: 'channel.bad_credentials' },
    })
    const broken = receiver(() => new Response(null, { status: 500 }))
    expect(await webhook.test(broken.world, account)).toMatchObject({
      error: { code: 'channel.unreachable' },
    })
  })
})
