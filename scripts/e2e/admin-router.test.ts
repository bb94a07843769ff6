import { REALM_ROUTER } from '@switchboard/shared-types/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, failureOf, join, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'

const SECRET = 'sk-of-the-house-that-nobody-reads-again'

let house: House
let origin: Origin
let admin: Member
let member: Member

beforeAll(async () => {
  origin = await startOrigin()
  origin.set('/v1/models', ({ headers }) =>
    headers.authorization === `Bearer ${SECRET}`
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ data: [{ id: 'small' }] }) }
      : { status: 401, body: '{}' },
  )
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  admin = await join(house.url, 'admin')
  member = await join(house.url, 'member')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

function shared() {
  return admin.device.api.admin.router
}

async function addProvider() {
  const json = { kind: 'openai-compatible' as const, slug: 'house', baseUrl: `${origin.url}/v1`, key: SECRET }
  const response = await shared().providers.$post({ json })
  if (response.status !== 201) throw new Error(await failureOf(response))
  return response.json()
}

const ROUTES = [
  ['GET', '/tokens'],
  ['GET', '/providers'],
  ['GET', '/providers/found'],
  ['GET', '/prices'],
  ['GET', '/routes'],
  ['GET', '/limits'],
  ['GET', '/calls'],
  ['GET', '/running'],
  ['GET', '/usage?from=2026-11-01&until=2026-11-02&by=day'],
  ['GET', '/usage.csv?from=2026-11-01&until=2026-11-02&by=day'],
  ['POST', '/providers'],
  ['PUT', '/routes'],
  ['POST', '/limits'],
] as const

describe('the realm’s router', () => {
  it.each(ROUTES)('is closed to everyone but an admin: %s %s', async (method, path) => {
    const address = `/api/admin/router${path}`
    const body = method === 'GET' ? undefined : {}
    expect(await failureOf(await member.device.send(method, address, body))).toBe('403 auth.forbidden')
    expect(await failureOf(await new Device(house.url).send(method, address, body))).toBe('401 auth.required')
  })

  it('is set up by an admin, tested, and told in the audit log; nobody’s own router has any of it', async () => {
    const { id, keys } = await addProvider()
    expect(keys).toMatchObject([{ hint: 'gain' }])
    const test = await shared().providers[':id'].test.$post({ param: { id }, json: {} })
    expect(await test.json()).toMatchObject({ ok: true, models: ['small'] })
    const routes = [{ name: 'All', models: ['*'], targets: [{ provider: 'house', model: 'small' }] }]
    expect((await shared().routes.$put({ json: { routes } })).status).toBe(200)
    const dryRun = await shared().routes['dry-run'].$post({ json: { model: 'switchboard-small' } })
    expect(await dryRun.json()).toMatchObject({ route: { name: 'All' } })
    const limit = { metric: 'money', period: 'month', amount: 5, scope: { kind: 'person' } } as const
    expect((await shared().limits.$post({ json: limit })).status).toBe(201)

    const { entries } = await (await admin.device.api.admin.audit.$get({ query: {} })).json()
    expect(entries.map(({ act }) => act).toReversed()).toEqual([
      'provider.add',
      'provider.test',
      'model_routes.set',
      'model_limit.add',
    ])
    expect(JSON.stringify(entries)).not.toContain(SECRET)
    for (const { device } of [admin, member]) {
      expect(await (await device.api.router.providers.$get()).json()).toEqual({ providers: [] })
      expect(await (await device.api.router.limits.$get()).json()).toEqual({ limits: [] })
    }
  })

  it('answers as everyone’s own does, mistakes included', async () => {
    expect(
      await failureOf(await admin.device.send('POST', '/api/admin/router/providers', { kind: 'none' })),
    ).toBe('400 request.invalid')
    const again = { kind: 'openai-compatible', slug: 'house', baseUrl: `${origin.url}/v1` }
    expect(await failureOf(await admin.device.send('POST', '/api/admin/router/providers', again))).toBe(
      '409 provider.exists',
    )
    const csv = await admin.device.fetch(
      '/api/admin/router/usage.csv?from=2026-11-01&until=2026-11-02&by=day',
    )
    expect(csv.headers.get('content-type')).toContain('text/csv')
  })

  it('has no token that an agent could have, and none can be made', async () => {
    expect(await (await shared().tokens.$get()).json()).toEqual({ tokens: [] })
    const made = await admin.device.send('POST', '/api/admin/router/tokens', { name: 'agent' })
    expect(await failureOf(made)).toBe('405 route.method_not_allowed')
    const headers = { authorization: `Bearer sb_${REALM_ROUTER.slice('rtr_'.length)}_${'A'.repeat(43)}` }
    const call = await fetch(`${house.url}/v1/models`, { headers })
    expect(call.status).toBe(401)
  })
})
