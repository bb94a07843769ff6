import { randomUUID } from 'node:crypto'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { readMessages, textsIn } from './messages.ts'
import { startOrigin, type Origin } from './origin.ts'
import { Webhook } from './webhook.ts'

const NOBODY = 'cnv_00000000000000000000000000'
const NOTHING = 'msg_00000000000000000000000000'
const Posted = z.object({
  type: z.string(),
  message: z.string().optional(),
  text: z.string().optional(),
  reactions: z.array(z.string()).optional(),
})

let house: House
let origin: Origin
let ann: Member
let bob: Member
let shop: Webhook
const posted: z.infer<typeof Posted>[] = []

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  origin.set('/shop', async (request) => {
    posted.push(Posted.parse(await json(request)))
    return { body: JSON.stringify({ key: `k-${posted.length}` }) }
  })
  shop = await Webhook.connect(ann.device, `${origin.url}/shop`)
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

async function show(id: ConversationId) {
  const answer = await ann.device.api.conversations[':id'].$get({ param: { id } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return await answer.json()
}

/** Ann answers. @returns the message once it was sent */
async function say(id: ConversationId, text: string) {
  const { drafts } = ann.device.api.conversations[':id']
  const begun = await drafts.$post({ param: { id }, json: { text } })
  if (!begun.ok) throw new Error(await failureOf(begun))
  const draft = (await begun.json()).id
  const approval = { param: { id, draft }, json: { revision: 1, key: randomUUID() } }
  return await eventually(
    'the answer to be sent',
    async () => {
      const approved = await drafts[':draft'].approve.$post(approval)
      if (!approved.ok) throw new Error(await failureOf(approved))
      const message = await approved.json()
      return message.delivery?.state === 'sent' ? message : undefined
    },
    60_000,
  )
}

describe('what a person does to a message', () => {
  it('is done at the platform: an answer changed, liked and deleted', async () => {
    const { id, path } = await shop.open('Where is it?')
    const sent = await say(id, 'On its way.')
    const key = `k-${posted.findLastIndex(({ text }) => text === 'On its way.') + 1}`
    const place = `${path}/messages/${sent.id}`
    const settled = async () => {
      const message = (await readMessages(ann.device, id)).messages.find((one) => one.id === sent.id)
      return message?.act === null ? message : undefined
    }
    const edited = await ann.device.send('PATCH', place, { text: 'Arrived.' })
    expect(await edited.json()).toMatchObject({ act: { type: 'edit', state: 'pending' } })
    expect(await eventually('the change', settled)).toMatchObject({ text: 'Arrived.' })
    const liked = await ann.device.send('PUT', `${place}/reactions`, { reactions: ['👍'] })
    expect(liked.status).toBe(200)
    const reactions = [{ emoji: '👍', mine: true }]
    expect(await eventually('the reaction', settled)).toMatchObject({ reactions })
    expect((await ann.device.send('DELETE', place)).status).toBe(204)
    expect(await eventually('the end', settled)).toMatchObject({ text: '', reactions: [] })
    const about = posted.filter(({ message }) => message === key)
    expect(about.map(({ type, text, reactions: set }) => [type, text ?? set ?? null])).toEqual([
      ['edit', 'Arrived.'],
      ['reaction', ['👍']],
      ['deletion', null],
    ])
  })

  it('is a reaction alone where it is somebody else’s', async () => {
    const { path, ids } = await shop.open('Hello')
    const place = `${path}/messages/${ids[0] ?? ''}`
    for (const attempt of [
      ann.device.send('PATCH', place, { text: 'Mine' }),
      ann.device.send('DELETE', place),
    ]) {
      expect(await failureOf(await attempt)).toBe('409 channel.unsupported')
    }
    const before = posted.length
    expect((await ann.device.send('PUT', `${place}/reactions`, { reactions: ['❤️'] })).status).toBe(200)
    await eventually('the reaction at the shop', async () => posted[before])
    expect(posted[before]).toMatchObject({ type: 'reaction', reactions: ['❤️'] })
  })

  it('is nothing where a channel only listens', async () => {
    const listening = await Webhook.connect(ann.device)
    const { id, conversationId } = await listening.write('order', 'Hello')
    const place = `/api/conversations/${conversationId}/messages/${id}/reactions`
    const liked = await ann.device.send('PUT', place, { reactions: ['👍'] })
    expect(await failureOf(liked)).toBe('409 channel.unsupported')
  })
})

describe('merge and split', () => {
  it('bring two together and take them apart again, and what comes later finds its way', async () => {
    const [one, other] = [await shop.open('One'), await shop.open('Other 1', 'Other 2')]
    expect((await ann.device.send('POST', `${one.path}/merge`, { from: other.id })).status).toBe(204)
    await eventually('the messages', async () =>
      (await textsIn(ann.device, one.id)).length === 3 ? true : undefined,
    )
    expect(await show(other.id)).toMatchObject({ mergedInto: one.id })
    expect((await show(one.id)).threads).toHaveLength(2)
    const event = { type: 'message', id: randomUUID(), thread: other.thread, author: { id: 'cat' } }
    await shop.bring({ ...event, text: 'Other 3' })
    await eventually(
      'the newest',
      async () => (await textsIn(ann.device, one.id)).includes('Other 3') || undefined,
    )
    const split = await ann.device.send('POST', `${one.path}/split`, { from: other.ids[1], title: 'Apart' })
    expect(split.status).toBe(201)
    const { conversation } = z.object({ conversation: z.custom<ConversationId>() }).parse(await split.json())
    await eventually('what was split off', async () =>
      (await textsIn(ann.device, conversation)).length === 2 ? true : undefined,
    )
    expect(await textsIn(ann.device, conversation)).toEqual(['Other 3', 'Other 2'])
    await eventually('what stays', async () =>
      (await textsIn(ann.device, one.id)).length === 2 ? true : undefined,
    )
    expect((await textsIn(ann.device, one.id)).toSorted()).toEqual(['One', 'Other 1'])
    expect((await show(conversation)).title).toBe('Apart')
  })

  it('refuse what can not be', async () => {
    const [one, other, third] = [await shop.open('One'), await shop.open('Other'), await shop.open('Third')]
    const merge = async (path: string, from: unknown) =>
      await failureOf(await ann.device.send('POST', `${path}/merge`, { from }))
    expect(await merge(one.path, one.id)).toBe('409 conversation.same')
    expect(await merge(one.path, NOBODY)).toBe('404 conversation.not_found')
    expect(await merge(one.path, 'nobody')).toBe('400 request.invalid')
    const his = await Webhook.connect(bob.device)
    const { conversationId } = await his.write('order', 'Hello')
    expect(await merge(one.path, conversationId)).toBe('404 conversation.not_found')
    expect((await ann.device.send('POST', `${one.path}/merge`, { from: other.id })).status).toBe(204)
    expect(await merge(other.path, third.id)).toBe('409 conversation.merged')
    expect(await merge(third.path, other.id)).toBe('409 conversation.merged')
    const split = async (from: unknown, title?: string) =>
      await failureOf(await ann.device.send('POST', `${one.path}/split`, { from, title }))
    expect(await split(NOTHING)).toBe('404 message.not_found')
    expect(await split(third.ids[0])).toBe('404 message.not_found')
    expect(await split('1')).toBe('400 request.invalid')
    expect(await split(one.ids[0], ' ')).toBe('400 request.invalid')
  })
})
