import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { failureOf, join, type Device, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { signedBody } from './webhook.ts'

let house: House
let ann: Member
let bob: Member

beforeAll(async () => {
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
})

afterAll(async () => {
  await house.stop()
})

/** A webhook of Ann's, and its secret. */
async function connectHook() {
  const { api } = ann.device
  const connected = await api.channels.$post({ json: { kind: 'webhook', name: 'Shop' } })
  expect(connected.status).toBe(201)
  const { channel } = await connected.json()
  const made = await api.channels[':id']['hook-secret'].$post({ param: { id: channel.id } })
  return { channel, ...(await made.json()) }
}

function message(id: string, text: string): string {
  return JSON.stringify({ type: 'message', id, thread: 'order-7', author: { id: 'cat', name: 'Cat' }, text })
}

/** What is kept of a channel's events, told by its row in Ann's list. */
async function receivedAt({ api }: Device, id: ChannelId): Promise<string | null> {
  const answer = await api.channels[':id'].$get({ param: { id } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return (await answer.json()).lastReceivedAt
}

describe('a webhook that is connected', () => {
  it('tells its address and, once, its secret; it stands in its person’s list, and in nobody else’s', async () => {
    const { channel, url, secret } = await connectHook()
    expect(url).toBe(`${house.url}/hooks/webhook/${channel.id}`)
    expect(channel).toMatchObject({ kind: 'webhook', name: 'Shop', state: 'connected', hookUrl: url })
    expect(JSON.stringify(channel)).not.toContain(secret)
    const listed = await eventually('the channel in the list', async () => {
      const { channels } = await (await ann.device.api.channels.$get()).json()
      return channels.find(({ id }) => id === channel.id)
    })
    expect(listed).toMatchObject({ name: 'Shop', state: 'connected' })
    expect((await (await bob.device.api.channels.$get()).json()).channels).toEqual([])
  })

  it('takes what is signed, without session or origin, and the same event once', async () => {
    const { channel, url, secret } = await connectHook()
    const answers = await Promise.all(
      [1, 2, 3].map(() => fetch(url, signedBody(message('e1', 'Where is my order?'), secret))),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await receivedAt(ann.device, channel.id)).not.toBeNull()
    const conversation = await eventually('the conversation', async () => {
      const query = { channel: channel.id }
      const { conversations } = await (await ann.device.api.conversations.$get({ query })).json()
      return conversations[0]
    })
    const id = conversation.id
    const read = await ann.device.api.conversations[':id'].messages.$get({ param: { id }, query: {} })
    expect((await read.json()).messages.map(({ text }) => text)).toEqual(['Where is my order?'])
  })

  it.each([
    ['unsigned', () => ({ method: 'POST', body: message('e1', 'x') }), '401 hook.unsigned'],
    [
      'signed with another secret',
      () => signedBody(message('e1', 'x'), `whsec_${Buffer.alloc(32).toString('base64')}`),
      '401 hook.unsigned',
    ],
    [
      'six minutes old',
      (secret: string) => signedBody(message('e1', 'x'), secret, Math.floor(Date.now() / 1000) - 360),
      '401 hook.unsigned',
    ],
    [
      'six minutes ahead',
      (secret: string) => signedBody(message('e1', 'x'), secret, Math.floor(Date.now() / 1000) + 360),
      '401 hook.unsigned',
    ],
    [
      'too large',
      (secret: string) => signedBody(message('e1', 'x'.repeat(1024 * 1024)), secret),
      '413 request.too_large',
    ],
    ['a GET', () => ({ method: 'GET' }), '405 route.method_not_allowed'],
  ] as const)('refuses a request that is %s', async (_what, make, failure) => {
    const { channel, url, secret } = await connectHook()
    expect(await failureOf(await fetch(url, make(secret)))).toBe(failure)
    expect(await receivedAt(ann.device, channel.id)).toBeNull()
  })

  it('is not found under another kind or another id', async () => {
    const { channel, url, secret } = await connectHook()
    const request = signedBody(message('e1', 'x'), secret)
    expect(await failureOf(await fetch(url.replace('/webhook/', '/telegram/'), request))).toBe(
      '404 channel.not_found',
    )
    const other = `${url.slice(0, -4)}0000`
    expect(await failureOf(await fetch(other, request))).toBe('404 channel.not_found')
    expect(await failureOf(await fetch(url.replace(channel.id, 'nothing'), request))).toBe(
      '400 request.invalid',
    )
  })

  it('keeps what it does not understand, for its person to look at', async () => {
    const { channel, url, secret } = await connectHook()
    expect((await fetch(url, signedBody('{"type":"dance"}', secret))).status).toBe(200)
    const kept = await ann.device.api.channels[':id'].unreadable.$get({ param: { id: channel.id } })
    expect(await kept.json()).toMatchObject({ payloads: [{ body: '{"type":"dance"}' }] })
  })

  it('is nothing that another person can see, change, test or disconnect', async () => {
    const { channel } = await connectHook()
    const { device } = bob
    const path = `/api/channels/${channel.id}`
    const attempts = [
      device.fetch(path),
      device.fetch(`${path}/unreadable`),
      device.send('PATCH', path, { paused: true }),
      device.send('DELETE', path),
      device.send('POST', `${path}/test`),
      device.send('POST', `${path}/hook-secret`),
      device.send('POST', `${path}/credentials`, { kind: 'webhook' }),
    ]
    for (const answer of await Promise.all(attempts)) {
      expect(await failureOf(answer)).toBe('404 channel.not_found')
    }
    const back = await device.fetch(`${path}/authorised?code=c&state=s`)
    expect(back.status).toBe(303)
    expect(back.headers.get('location')).toBe(`/channels/${channel.id}?failure=channel.not_found`)
    expect(await receivedAt(ann.device, channel.id)).toBeNull()
  })

  it('is paused, renamed and disconnected; then nothing of it is found', async () => {
    const { channel, url, secret } = await connectHook()
    const { api } = ann.device
    const param = { id: channel.id }
    expect(await (await api.channels[':id'].test.$post({ param })).json()).toMatchObject({
      state: 'connected',
    })
    const changed = await api.channels[':id'].$patch({ param, json: { paused: true, name: 'Old shop' } })
    expect(await changed.json()).toMatchObject({ state: 'paused', name: 'Old shop' })
    expect((await fetch(url, signedBody(message('e1', 'while paused'), secret))).status).toBe(200)
    expect((await api.channels[':id'].$delete({ param })).status).toBe(202)
    expect(await failureOf(await fetch(url, signedBody(message('e2', 'too late'), secret)))).toBe(
      '404 channel.not_found',
    )
    expect(await failureOf(await api.channels[':id'].$get({ param }))).toBe('404 channel.not_found')
    await eventually('the list without it', async () => {
      const { channels } = await (await api.channels.$get()).json()
      return channels.every(({ id }) => id !== channel.id) || undefined
    })
  })
})

describe('a kind that there is not', () => {
  it('is refused, and leaves nothing in the list', async () => {
    const carl = await join(house.url, 'carl')
    const { device } = carl
    const wrong = await device.send('POST', '/api/channels', { kind: 'fax' })
    expect(await failureOf(wrong)).toBe('400 request.invalid')
    expect((await (await device.api.channels.$get()).json()).channels).toEqual([])
  })
})
