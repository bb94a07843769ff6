import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ConversationId, DraftId } from '@switchboard/shared-types/ids'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin, type OriginAnswer } from './origin.ts'
import { signedEvent } from './webhook.ts'

let house: House
let origin: Origin
let ann: Member
let bob: Member
let shops = 0

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

type Begun = Readonly<{ id: DraftId; revision: number }>

const Sent = z.object({ id: z.string(), thread: z.string(), text: z.string() })

/** A shop that Ann has connected, and in which Cat has asked something. */
class Shop {
  readonly taken: z.infer<typeof Sent>[] = []
  /** The `webhook-id` of every request, repetitions included. */
  readonly requests: string[] = []
  /** What it does with the next requests, instead of taking them. */
  readonly next: (() => OriginAnswer | Promise<OriginAnswer>)[] = []
  readonly id: ConversationId

  private constructor(id: ConversationId) {
    this.id = id
  }

  static async open(): Promise<Shop> {
    const path = `/shop-${++shops}`
    const { api } = ann.device
    const input = { kind: 'webhook' as const, name: 'Shop', sendUrl: `${origin.url}${path}` }
    const { channel } = await (await api.channels.$post({ json: input })).json()
    const param = { id: channel.id }
    const { url, secret } = await (await api.channels[':id']['hook-secret'].$post({ param })).json()
    const shop = new Shop(await conversationIdOf(channel.id, 'order-7'))
    origin.set(path, (request) => shop.#answer(request, secret))
    const author = { id: 'cat', name: 'Cat' }
    const asked = { type: 'message', id: 'e1', thread: 'order-7', author, text: 'Where is my order?' }
    expect((await fetch(url, signedEvent(asked, secret))).status).toBe(200)
    await eventually('the conversation', async () => ((await shop.#begin('Wait.')).ok ? true : undefined))
    return shop
  }

  async draft(text: string) {
    const begun = await this.#begin(text)
    if (!begun.ok) throw new Error(await failureOf(begun))
    return await begun.json()
  }

  /** Approves a draft; the same key again tells what became of it. */
  async approve(draft: Begun, key: string) {
    const answer = await ann.device.api.conversations[':id'].drafts[':draft'].approve.$post({
      param: { id: this.id, draft: draft.id },
      json: { revision: draft.revision, key },
    })
    if (!answer.ok) throw new Error(await failureOf(answer))
    return await answer.json()
  }

  /** Waits until what was approved has come to that state. */
  async reaches(draft: Begun, key: string, state: string) {
    const reached = async () => {
      const message = await this.approve(draft, key)
      return message.delivery?.state === state ? message : undefined
    }
    return await eventually(`the state ${state}`, reached, 60_000)
  }

  /** Only texts other than the one that it was opened with. */
  texts(): string[] {
    return this.taken.map(({ text }) => text)
  }

  #begin(text: string) {
    const param = { id: this.id }
    return ann.device.api.conversations[':id'].drafts.$post({ param, json: { text } })
  }

  async #answer(request: IncomingMessage, secret: string): Promise<OriginAnswer> {
    const sent = Sent.parse(await json(request))
    const id = z.string().parse(request.headers['webhook-id'])
    if (id !== sent.id || !request.headers['webhook-signature'] || secret === '') return { status: 401 }
    this.requests.push(id)
    const other = this.next.shift()
    if (other !== undefined) return await other()
    if (!this.taken.some((one) => one.id === id)) this.taken.push(sent)
    return { body: JSON.stringify({ key: `k-${id}`, url: `https://shop.example/${id}` }) }
  }
}

describe('an answer', () => {
  it('leaves once, ten seconds after a double click, and shows where it is; what was taken back never leaves', async () => {
    const shop = await Shop.open()
    const { api } = ann.device
    const [draft, other, key] = [await shop.draft('On its way.'), await shop.draft('Oops.'), randomUUID()]
    const clicks = await Promise.all([shop.approve(draft, key), shop.approve(draft, key)])
    expect(clicks[0]).toEqual(clicks[1])
    expect(clicks[0]).toMatchObject({ text: 'On its way.', delivery: { state: 'approved' } })
    const oops = await shop.approve(other, randomUUID())
    const param = { id: shop.id, message: oops.id }
    const undone = await api.conversations[':id'].messages[':message'].undo.$post({ param })
    expect(await undone.json()).toMatchObject({ id: other.id, text: 'Oops.', revision: 2 })
    expect(shop.requests).toEqual([])
    const sent = await shop.reaches(draft, key, 'sent')
    expect(sent.delivery).toMatchObject({ url: `https://shop.example/${sent.id}`, reason: null })
    expect(shop.texts()).toEqual(['On its way.'])
    const late = { id: shop.id, message: sent.id }
    expect(
      await failureOf(await api.conversations[':id'].messages[':message'].undo.$post({ param: late })),
    ).toBe('409 message.left')
  })

  it('that the platform refuses says why, and leaves again when its person says so', async () => {
    const shop = await Shop.open()
    shop.next.push(() => ({ status: 422 }))
    const [draft, key] = [await shop.draft('On its way.'), randomUUID()]
    await shop.approve(draft, key)
    const failed = await shop.reaches(draft, key, 'failed')
    expect(failed.delivery?.reason).toBe('The webhook answered with status 422.')
    const again = { param: { id: shop.id, message: failed.id }, json: { key: randomUUID() } }
    const { resend } = ann.device.api.conversations[':id'].messages[':message']
    expect((await resend.$post(again)).status).toBe(202)
    await shop.reaches(draft, key, 'sent')
    expect((await resend.$post(again)).status).toBe(202)
    expect(shop.texts()).toEqual(['On its way.'])
    expect(shop.requests).toHaveLength(2)
  })

  it('that a platform takes and does not confirm is repeated only under the id by which it is known', async () => {
    const shop = await Shop.open()
    shop.next.push(() => new Promise<OriginAnswer>(() => {}))
    const [draft, key] = [await shop.draft('On its way.'), randomUUID()]
    await shop.approve(draft, key)
    await shop.reaches(draft, key, 'sent')
    expect(shop.requests).toHaveLength(2)
    expect(new Set(shop.requests).size).toBe(1)
    expect(shop.texts()).toEqual(['On its way.'])
  })

  it('survives a power cut between its approval and its leaving', async () => {
    const shop = await Shop.open()
    const [draft, key] = [await shop.draft('On its way.'), randomUUID()]
    await shop.approve(draft, key)
    await house.kill9()
    await house.restart()
    await shop.reaches(draft, key, 'sent')
    expect(shop.texts()).toEqual(['On its way.'])
  })
})

describe('a draft', () => {
  it('is made once for one key, however often it is asked for', async () => {
    const shop = await Shop.open()
    const path = `/api/conversations/${shop.id}/drafts`
    const given = { text: 'On its way.', key: 'key-of-a-click' }
    const made = await Promise.all([1, 2, 3].map(() => ann.device.send('POST', path, given)))
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201])
    const [first, ...others] = await Promise.all(made.map((one) => one.text()))
    for (const other of others) expect(other).toBe(first)
    const short = await ann.device.send('POST', path, { ...given, key: 'short' })
    expect(await failureOf(short)).toBe('400 request.invalid')
  })

  it('is changed by who has seen it as it stands, and thrown away', async () => {
    const shop = await Shop.open()
    const draft = await shop.draft('On its way.')
    const path = `/api/conversations/${shop.id}/drafts/${draft.id}`
    const edited = await ann.device.send('PATCH', path, { revision: 1, text: 'Sent.' })
    expect(await edited.json()).toMatchObject({ revision: 2, text: 'Sent.' })
    const late = await ann.device.send('PATCH', path, { revision: 1, text: 'No.' })
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({
      error: { code: 'draft.changed', details: { revision: 2, text: 'Sent.' } },
    })
    expect((await ann.device.send('DELETE', path)).status).toBe(204)
    expect(await failureOf(await ann.device.send('DELETE', path))).toBe('404 draft.not_found')
  })

  it('is not written without a model, and an analysis says that it did without one', async () => {
    const shop = await Shop.open()
    const path = `/api/conversations/${shop.id}`
    const written = await ann.device.send('POST', `${path}/drafts/write`, { wish: 'Say sorry.' })
    expect(await failureOf(written)).toBe('409 model.unavailable')
    const analysis = await ann.device.send('POST', `${path}/analysis`)
    expect(await analysis.json()).toMatchObject({
      by: { kind: 'builtin' },
      openQuestions: ['Where is my order?'],
      answerExpected: { expected: true, from: 'self' },
    })
  })

  it('is nobody else’s to see, change, approve, take back or send', async () => {
    const shop = await Shop.open()
    const draft = await shop.draft('On its way.')
    const message = await shop.approve(draft, randomUUID())
    const path = `/api/conversations/${shop.id}`
    const { device } = bob
    const approval = { revision: 1, key: randomUUID() }
    const attempts = [
      device.send('POST', `${path}/drafts`, { text: 'Mine.' }),
      device.send('POST', `${path}/drafts/write`, {}),
      device.send('PATCH', `${path}/drafts/${draft.id}`, { revision: 1, text: 'Mine.' }),
      device.send('DELETE', `${path}/drafts/${draft.id}`),
      device.send('POST', `${path}/drafts/${draft.id}/approve`, approval),
      device.send('POST', `${path}/messages/${message.id}/undo`),
      device.send('POST', `${path}/messages/${message.id}/resend`, { key: randomUUID() }),
      device.send('POST', `${path}/analysis`),
    ]
    for (const answer of await Promise.all(attempts)) {
      expect(await failureOf(answer)).toBe('404 conversation.not_found')
    }
  })

  it.each([
    ['no text', 'drafts', {}],
    ['a text without end', 'drafts', { text: 'x'.repeat(64 * 1024 + 1) }],
    ['a key that is none', 'drafts/dft_00000000000000000000000000/approve', { revision: 1, key: 'short' }],
    ['no revision', 'drafts/dft_00000000000000000000000000/approve', { key: randomUUID() }],
    ['an id that is none', 'drafts/1/approve', { revision: 1, key: randomUUID() }],
    [
      'a time that is none',
      'drafts/dft_00000000000000000000000000/approve',
      { revision: 1, key: randomUUID(), sendAt: 'soon' },
    ],
  ])('is refused with %s', async (_, path, body) => {
    const id = 'cnv_00000000000000000000000000'
    const answer = await ann.device.send('POST', `/api/conversations/${id}/${path}`, body)
    expect(await failureOf(answer)).toBe('400 request.invalid')
  })
})
