import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { RouterFrame } from '@switchboard/shared-types/api/router/calls'
import { routerOf } from '@switchboard/shared-types/ids'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import { Device, failureOf, join, signIn, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { answerModelCalls, askModel, callModel } from './model-call.ts'
import { startOrigin, type Origin } from './origin.ts'

/** Of the token. A spreadsheet would take it for a formula. */
const NAME = '=1+1'
const USAGE = { input: 11, output: 3, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }

let house: House
let origin: Origin
let ann: Member
let made: Awaited<ReturnType<typeof callModel>>
let day: string

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  day = new Date().toISOString().slice(0, 10)
  made = await callModel(ann.device, origin, { name: NAME, contentDays: 1 })
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

function router() {
  return ann.device.api.router
}

describe('the ledger', () => {
  it('has a call with where it went and what it used', async () => {
    const response = await router().calls[':id'].$get({ param: { id: made.call } })
    expect(await response.json()).toMatchObject({
      id: made.call,
      token: { id: made.token.id, name: NAME },
      protocol: 'openai-chat',
      model: 'upstream/small',
      provider: 'upstream',
      providerModel: 'small',
      status: 'ok',
      httpStatus: 200,
      usage: USAGE,
      exact: true,
      costUsd: null,
      hasContent: true,
    })
  })

  it('has prompt and answer where the token keeps them', async () => {
    const response = await router().calls[':id'].content.$get({ param: { id: made.call } })
    const { request, answer } = await response.json()
    expect(request).toContain('"hello"')
    expect(answer).toContain('hello yourself')
  })

  it('is searched by token, model, status and time', async () => {
    const found = async (query: Record<string, string>) =>
      (await (await router().calls.$get({ query })).json()).calls.map(({ id }) => id)
    const soon = new Date(Date.now() + 60_000).toISOString()
    expect(await found({ token: made.token.id, model: 'upstream/small', status: 'ok' })).toEqual([made.call])
    expect(await found({ from: `${day}T00:00:00.000Z`, until: soon })).toContain(made.call)
    expect(await found({ status: 'failed' })).toEqual([])
    expect(await found({ model: 'another' })).toEqual([])
    expect(await found({ from: soon })).toEqual([])
  })

  it('says so where there is no such call', async () => {
    const param = { id: 'call_00000000000000000000000000' as const }
    expect(await failureOf(await router().calls[':id'].$get({ param }))).toBe('404 call.not_found')
    expect(await failureOf(await router().calls[':id'].content.$get({ param }))).toBe('404 call.not_found')
  })

  it('shows nothing running when nothing runs', async () => {
    expect(await (await router().running.$get()).json()).toEqual({ calls: [] })
  })
})

describe('usage', () => {
  it.each(['day', 'model', 'token', 'route'] as const)('by %s counts the call', async (by) => {
    const key = { day, model: 'small', token: NAME, route: 'default' }[by]
    const { lines, total } = await (
      await router().usage.$get({ query: { from: day, until: day, by } })
    ).json()
    expect(lines).toEqual([{ key, calls: 1, failed: 0, usage: USAGE, costUsd: 0, unpriced: 1 }])
    expect(total).toMatchObject({ calls: 1, usage: USAGE, unpriced: 1 })
  })

  it('is a table to take away, where an unknown cost is none at all', async () => {
    const response = await router()['usage.csv'].$get({ query: { from: day, until: day } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="usage-by-day-${day}-${day}.csv"`,
    )
    const [heading, line, ...rest] = (await response.text()).split('\r\n')
    expect(heading).toMatch(/^day,calls,failed,input_tokens,output_tokens,/)
    expect(line).toBe(`${day},1,0,11,3,0,0,0,0,,1`)
    expect(rest).toEqual([''])
  })

  it('does not let a spreadsheet run the name of a token', async () => {
    const query = { from: day, until: day, by: 'token' as const }
    const [, line] = (await (await router()['usage.csv'].$get({ query })).text()).split('\r\n')
    expect(line).toBe(`'${NAME},1,0,11,3,0,0,0,0,,1`)
  })
})

/** Opens the socket of the live view. @returns its first frame, or the status that it was refused with */
function open(device: Device, headers: Record<string, string> = { origin: house.url }) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    socket: WebSocket
    first: RouterFrame | number
  }>()
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/api/router/live`, {
    headers: { cookie: device.cookieHeader(), ...headers },
  })
  socket.on('unexpected-response', (_, response) => resolve({ socket, first: response.statusCode ?? 0 }))
  socket.once('message', (data: Buffer) =>
    resolve({ socket, first: RouterFrame.parse(JSON.parse(data.toString())) }),
  )
  socket.on('error', reject)
  return promise
}

function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

describe('the live view', () => {
  it('begins with what runs, and tells of a call while it runs and when it is settled', async () => {
    const { socket, first } = await open(ann.device)
    expect(first).toEqual({ type: 'running', v: 1, calls: [] })
    const frames: RouterFrame[] = []
    socket.on('message', (data: Buffer) => frames.push(RouterFrame.parse(JSON.parse(data.toString()))))
    const heard = (what: string, is: (frame: RouterFrame) => boolean) =>
      eventually(what, () => Promise.resolve(frames.find(is)))
    const gate = Promise.withResolvers<void>()
    answerModelCalls(origin, gate.promise)
    const answer = askModel(house.url, made.token.token)
    const running = await heard(
      'a running call',
      (frame) => frame.type === 'running' && frame.calls.length > 0,
    )
    expect(running).toMatchObject({ calls: [{ model: 'upstream/small', token: { id: made.token.id } }] })
    expect(await (await router().running.$get()).json()).toMatchObject({
      calls: [{ model: 'upstream/small' }],
    })
    gate.resolve()
    expect((await answer).status).toBe(200)
    expect(await heard('its settlement', ({ type }) => type === 'settled')).toMatchObject({
      call: { status: 'ok', usage: USAGE },
    })
    await heard('that nothing runs', (frame) => frame.type === 'running' && frame.calls.length === 0)
    socket.close()
  })

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a client that does not say where it comes from', {}],
  ])('is refused to %s', async (_, headers: Record<string, string>) => {
    expect((await open(ann.device, headers)).first).toBe(403)
  })

  it('is refused to nobody in particular', async () => {
    expect((await open(new Device(house.url))).first).toBe(401)
  })

  it('is nothing to ask for without an upgrade', async () => {
    expect(await failureOf(await ann.device.fetch('/api/router/live'))).toBe('426 route.upgrade_required')
  })

  it('leads to one’s own router, whatever the client says in the house’s own headers', async () => {
    const bob = await join(house.url, 'bob')
    const { socket, first } = await open(bob.device, {
      origin: house.url,
      'x-switchboard-router': routerOf(ann.person.id),
      'X-Switchboard-Session': 'ses_someone',
    })
    expect(first).toMatchObject({ type: 'running', calls: [] })
    const heard: string[] = []
    socket.on('message', (data: Buffer) => heard.push(data.toString()))
    expect((await askModel(house.url, made.token.token)).status).toBe(200)
    await eventually('the booking of hers', async () => {
      const { calls } = await (await router().calls.$get({ query: {} })).json()
      return calls.every(({ status }) => status !== 'running') ? true : undefined
    })
    // What runs is told at most 150 ms late.
    await sleep(300)
    const closed = closeOf(socket)
    socket.close()
    await closed
    expect(heard).toEqual([])
  })

  it('closes when its session is ended elsewhere', async () => {
    const { socket } = await open(await signIn(ann))
    const closed = closeOf(socket)
    expect((await ann.device.api.account.sessions.$delete()).status).toBe(204)
    expect(await closed).toBe(CLOSE.signedOut)
  })
})
