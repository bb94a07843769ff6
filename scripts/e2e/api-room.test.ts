import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { inboxOf } from '@switchboard/shared-types/ids'
import { PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import { RoomFrame } from '@switchboard/shared-types/realtime/room-frames'
import { Device, failureOf, join, signIn, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { Webhook } from './webhook.ts'

const NOBODY = 'cnv_00000000000000000000000000'

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

interface Entered {
  readonly socket: WebSocket
  readonly first: RoomFrame
}

/** Opens a socket and says hello. @returns its first frame, or the status that it was refused with */
function enter(device: Device, id: string, headers: Record<string, string> = { origin: house.url }) {
  const { promise, resolve, reject } = Promise.withResolvers<Entered | number>()
  const cookie = device.cookieHeader()
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/api/conversations/${id}/live`, {
    headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
  })
  socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION })))
  socket.once('message', (data: Buffer) => {
    resolve({ socket, first: RoomFrame.parse(JSON.parse(data.toString())) })
  })
  socket.on('error', reject)
  return promise
}

async function entered(device: Device, id: string): Promise<Entered> {
  const answered = await enter(device, id)
  if (typeof answered === 'number') throw new Error(`refused with ${answered}`)
  return answered
}

describe('the room', () => {
  it('tells its person what happens', async () => {
    const { id, path } = await shop.open('Hello')
    const { socket, first } = await entered(ann.device, id)
    expect(first).toMatchObject({ type: 'room.gap', reason: 'first-visit' })
    const heard: RoomFrame[] = []
    socket.on('message', (data: Buffer) => heard.push(RoomFrame.parse(JSON.parse(data.toString()))))
    expect((await ann.device.send('POST', `${path}/notes`, { text: 'Mine' })).status).toBe(201)
    const added = await eventually('the note', async () => heard.find(({ type }) => type === 'message.added'))
    expect(added).toMatchObject({ message: { text: 'Mine', direction: 'note' } })
    socket.close()
  })

  it('is opened by whom identity knows, and by nobody whose session has ended', async () => {
    const { id } = await shop.open('Hello')
    const device = await signIn(ann)
    // As after five minutes, when the room wants the session looked at again.
    for (const name of device.cookies.keys()) if (name.includes('claims')) device.cookies.delete(name)
    const { socket, first } = await entered(device, id)
    expect(first.type).toBe('room.gap')
    socket.close()
    expect((await ann.device.api.account.sessions.$delete()).status).toBe(204)
    expect(await enter(device, id)).toBe(401)
  })

  it('is refused to others, whatever they say in the house’s own headers', async () => {
    const { id } = await shop.open('Hello')
    const own = {
      origin: house.url,
      'x-switchboard-owner': inboxOf(ann.person.id),
      'X-Switchboard-Until': String(Date.now() + 1e9),
    }
    expect(await enter(bob.device, id)).toBe(404)
    expect(await enter(bob.device, id, own)).toBe(404)
    expect(await enter(ann.device, NOBODY)).toBe(404)
    expect(await enter(ann.device, 'x')).toBe(400)
    expect(await enter(new Device(house.url), id)).toBe(401)
    expect(await enter(new Device(house.url), 'x')).toBe(401)
  })

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame, as a file is shown in', { origin: 'null' }],
    ['a client that does not say where it comes from', {}],
  ])('is refused to %s', async (_, headers: Record<string, string>) => {
    const { id } = await shop.open('Hello')
    expect(await enter(ann.device, id, headers)).toBe(403)
    expect(await enter(new Device(house.url), id, headers)).toBe(403)
  })

  it('is nothing to ask for without an upgrade, whoever asks', async () => {
    const { path } = await shop.open('Hello')
    for (const device of [ann.device, bob.device, new Device(house.url)]) {
      expect(await failureOf(await device.fetch(`${path}/live`))).toBe('426 route.upgrade_required')
    }
  })
})
