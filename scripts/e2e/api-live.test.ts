import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { CLOSE, PROTOCOL_VERSION, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import { inboxOf } from '@switchboard/shared-types/ids'
import { Device, failureOf, join, signIn, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'

let house: House
let ann: Member

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
})

/** Opens a socket and says hello. @returns its first frame, or the status that it was refused with */
function open(device: Device, headers: Record<string, string> = { origin: house.url }) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    socket: WebSocket
    first: ServerFrame | number
  }>()
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/api/live`, {
    headers: { cookie: device.cookieHeader(), ...headers },
  })
  socket.on('unexpected-response', (_, response) => resolve({ socket, first: response.statusCode ?? 0 }))
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION })))
  socket.once('message', (data: Buffer) =>
    resolve({ socket, first: ServerFrame.parse(JSON.parse(data.toString())) }),
  )
  socket.on('error', reject)
  return promise
}

function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

describe('the live connection', () => {
  it('greets a device with the state of its own inbox', async () => {
    const { socket, first } = await open(ann.device)
    expect(first).toMatchObject({ type: 'snapshot', reason: 'first-visit', counts: { unread: 0 } })
    socket.close()
  })

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a client that does not say where it comes from', {}],
  ])('is refused to %s', async (_, headers: Record<string, string>) => {
    const { first } = await open(ann.device, headers)
    expect(first).toBe(403)
  })

  it('is refused to nobody in particular', async () => {
    expect((await open(new Device(house.url))).first).toBe(401)
  })

  it('is nothing to ask for without an upgrade', async () => {
    expect(await failureOf(await ann.device.fetch('/api/live'))).toBe('426 route.upgrade_required')
  })

  it('leads to one’s own inbox, whatever the client says in the house’s own headers', async () => {
    const bob = await join(house.url, 'bob')
    const { device } = ann
    await device.api.subscriptions.$post({ json: { url: 'https://example.org/a.xml', discover: false } })
    const { socket, first } = await open(bob.device, {
      origin: house.url,
      'x-switchboard-inbox': inboxOf(ann.person.id),
      'X-Switchboard-Session': 'ses_someone',
    })
    expect(first).toMatchObject({ type: 'snapshot', subscriptions: [] })
    socket.close()
  })

  it('closes at once when its session is ended elsewhere, and no other does', async () => {
    const other = await signIn(ann)
    const [mine, theirs] = [await open(ann.device), await open(other)]
    const closed = closeOf(theirs.socket)
    expect((await ann.device.api.account.sessions.$delete()).status).toBe(204)
    expect(await closed).toBe(CLOSE.signedOut)
    expect(mine.socket.readyState).toBe(WebSocket.OPEN)
    mine.socket.close()
  })

  it('closes when its device signs out', async () => {
    const device = await signIn(ann)
    const { socket } = await open(device)
    const closed = closeOf(socket)
    await device.api.account['sign-out'].$post()
    expect(await closed).toBe(CLOSE.signedOut)
  })
})
