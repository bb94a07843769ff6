import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { GROUP_HEADER } from '@switchboard/shared-types/api/groups'
import type { GroupId } from '@switchboard/shared-types/ids'
import { CLOSE, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import { failureOf, join, type Device, type Member } from './device.ts'
import { admit, dismiss, found } from './groups.ts'
import { startHouse, type House } from './house.ts'
import { Webhook } from './webhook.ts'

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ security: z.array(z.unknown()).optional(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
})

/** What is asked of identity or as an admin is nobody's inbox; the model endpoints take tokens. */
const NO_INBOX = ['/api/account', '/api/admin', '/api/groups', '/v1', '/mcp']
const NOBODY = 'cnv_00000000000000000000000000'

let house: House
let ann: Member
let bob: Member
let eve: Member
let group: GroupId

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  eve = await join(house.url, 'eve')
  group = (await found(ann)).id
  await admit(ann, bob, group)
})

afterAll(async () => {
  await house.stop()
})

/** Every described route of an inbox or a router, but the live ones. */
async function routes(): Promise<{ readonly method: string; readonly path: string }[]> {
  const { paths } = Document.parse(await (await eve.device.fetch('/api/openapi.json')).json())
  return Object.entries(paths).flatMap(([path, methods]) =>
    NO_INBOX.some((start) => path.startsWith(start))
      ? []
      : Object.entries(methods)
          .filter(([, { security, responses }]) => security === undefined && !('101' in responses))
          .map(([method]) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'x') })),
  )
}

it('every route refuses a group to those who do not belong to it, by header and by query', async () => {
  const all = await routes()
  expect(all.length).toBeGreaterThan(50)
  for (const { method, path } of all) {
    const byHeader = await eve.device.in(group).fetch(path, { method })
    expect(await failureOf(byHeader), `${method} ${path}`).toBe('403 group.not_member')
    const byQuery = await eve.device.fetch(`${path}?group=${group}`, { method })
    expect(await failureOf(byQuery), `${method} ${path}?group`).toBe('403 group.not_member')
  }
})

it('every route refuses a group that is none', async () => {
  for (const { method, path } of await routes()) {
    const answer = await ann.device.fetch(path, { method, headers: { [GROUP_HEADER]: 'everybody' } })
    expect(await failureOf(answer), `${method} ${path}`).toBe('400 request.invalid')
  }
})

/** Opens a socket and says hello. @returns it once it has been told something, or the status that it was refused with */
function open(device: Device, path: string): Promise<WebSocket | number> {
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket | number>()
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}${path}`, {
    headers: { cookie: device.cookieHeader(), origin: house.url },
  })
  socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
  // The router's socket tells without being greeted, and takes no greeting.
  if (!path.includes('/router/')) {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION })))
  }
  socket.once('message', () => resolve(socket))
  socket.on('error', reject)
  return promise
}

function closeOf(socket: WebSocket | number): Promise<number> {
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return new Promise((resolve) => socket.once('close', resolve))
}

it.each(['/api/live', '/api/router/live', `/api/conversations/${NOBODY}/live`])(
  'no socket opens to a group of others: %s',
  async (path) => {
    expect(await open(eve.device, `${path}?group=${group}`)).toBe(403)
  },
)

it('the sockets of a member who is removed close at once, those of others and their own do not', async () => {
  const shop = await Webhook.connect(ann.device.in(group))
  const { path } = await shop.open('Hello')
  const paths = ['/api/live', '/api/router/live', `${path}/live`].map((live) => `${live}?group=${group}`)
  const his = await Promise.all(paths.map((live) => open(bob.device, live)))
  const hers = await Promise.all(paths.map((live) => open(ann.device, live)))
  const own = await open(bob.device, '/api/live')
  const closed = Promise.all(his.map(closeOf))
  expect((await dismiss(ann.device, bob, group)).status).toBe(204)
  expect(await closed).toEqual([CLOSE.signedOut, CLOSE.signedOut, CLOSE.signedOut])
  for (const kept of [...hers, own]) {
    if (typeof kept === 'number') throw new Error(`refused with ${kept}`)
    expect(kept.readyState).toBe(WebSocket.OPEN)
    kept.close()
  }
  // Without the claims of before, which hold for five minutes at most.
  bob.device.cookies.delete('sb_claims')
  expect(await open(bob.device, `/api/live?group=${group}`)).toBe(403)
  expect(await failureOf(await bob.device.in(group).fetch(path))).toBe('403 group.not_member')
})
