import { afterAll, beforeAll, expect, it } from 'vitest'
import { Device, failureOf, join, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'
import { callModel } from './model-call.ts'
import { startOrigin, type Origin } from './origin.ts'

/** What Ann has in her router, which Bob knows the ids of. */
interface Belongings {
  readonly token: string
  readonly provider: string
  readonly key: string
  readonly route: string
  readonly limit: string
  readonly call: string
}

let house: House
let origin: Origin
let ann: Member
let bob: Member
let hers: Belongings

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  bob = await join(house.url, 'bob')
  hers = await settle(ann)
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

async function settle({ device }: Member): Promise<Belongings> {
  const router = device.api.router
  const { call, token, provider } = await callModel(device, origin, { contentDays: 1 })
  const [key] = provider.keys
  const { routes } = await (
    await router.routes.$put({
      json: {
        routes: [{ name: 'Hers', models: ['*'], targets: [{ provider: provider.slug, model: null }] }],
      },
    })
  ).json()
  const limit = await (
    await router.limits.$post({
      json: { scope: { kind: 'person' }, metric: 'requests', period: 'day', amount: 100 },
    })
  ).json()
  const [route] = routes
  if (!key || !route) throw new Error('she has nothing')
  return { token: token.id, provider: provider.id, key: key.id, route: route.id, limit: limit.id, call }
}

type Attempt = readonly [
  name: string,
  failure: string,
  ask: (device: Device, ids: Belongings) => Promise<Response>,
]

/** Every route that names something of a person's router by its id. */
const ATTEMPTS: readonly Attempt[] = [
  [
    'rename a token',
    '404 token.not_found',
    (device, { token }) => device.send('PATCH', `/api/router/tokens/${token}`, { name: 'His' }),
  ],
  [
    'revoke a token',
    '404 token.not_found',
    (device, { token }) => device.send('DELETE', `/api/router/tokens/${token}`),
  ],
  [
    'limit a token',
    '404 token.not_found',
    (device, { token }) =>
      device.send('POST', '/api/router/limits', {
        scope: { kind: 'token', id: token },
        metric: 'requests',
        period: 'day',
        amount: 1,
      }),
  ],
  [
    'try a token out',
    '404 token.not_found',
    (device, { token }) => device.send('POST', '/api/router/routes/dry-run', { model: 'x', token }),
  ],
  [
    'change a provider',
    '404 provider.not_found',
    (device, { provider }) => device.send('PATCH', `/api/router/providers/${provider}`, { name: 'His' }),
  ],
  [
    'remove a provider',
    '404 provider.not_found',
    (device, { provider }) => device.send('DELETE', `/api/router/providers/${provider}`),
  ],
  [
    'test a provider with its key',
    '404 provider.not_found',
    (device, { provider, key }) => device.send('POST', `/api/router/providers/${provider}/test`, { key }),
  ],
  [
    'add a key',
    '404 provider.not_found',
    (device, { provider }) => device.send('POST', `/api/router/providers/${provider}/keys`, { secret: 'x' }),
  ],
  [
    'remove a key',
    '404 provider.not_found',
    (device, { provider, key }) => device.send('DELETE', `/api/router/providers/${provider}/keys/${key}`),
  ],
  [
    'replace a route',
    '404 route.unknown',
    (device, { route }) =>
      device.send('PUT', '/api/router/routes', {
        routes: [{ id: route, name: 'His', models: ['*'], targets: [{ provider: 'his', model: null }] }],
      }),
  ],
  [
    'lift a limit',
    '404 limit.not_found',
    (device, { limit }) => device.send('DELETE', `/api/router/limits/${limit}`),
  ],
  ['read a call', '404 call.not_found', (device, { call }) => device.fetch(`/api/router/calls/${call}`)],
  [
    'read what was said in a call',
    '404 call.not_found',
    (device, { call }) => device.fetch(`/api/router/calls/${call}/content`),
  ],
]

it.each(ATTEMPTS)('another person can not %s, though they know the id', async (name, failure, ask) => {
  // A route may only lead to a provider that is there.
  if (name === 'replace a route') await addHis(bob.device)
  expect(await failureOf(await ask(bob.device, hers))).toBe(failure)
})

async function addHis(device: Device): Promise<void> {
  const response = await device.api.router.providers.$post({
    json: { kind: 'openai-compatible', slug: 'his', baseUrl: `${origin.url}/v1` },
  })
  expect(response.status).toBe(201)
}

it.each(ATTEMPTS)('nobody can %s without signing in', async (_, __, ask) => {
  expect(await failureOf(await ask(new Device(house.url), hers))).toBe('401 auth.required')
})

it('what is hers is as it was after all that', async () => {
  const { device } = ann
  const names = async (path: string): Promise<string> => (await device.fetch(`/api/router/${path}`)).text()
  expect(await names('tokens')).toContain(hers.token)
  expect(await names('providers')).toContain(hers.key)
  expect(await names('routes')).toContain('"Hers"')
  expect(await names('limits')).toContain(hers.limit)
  expect(await names(`calls/${hers.call}/content`)).toContain('hello')
})

it('the routes that name no id show everyone their own', async () => {
  const { api } = (await join(house.url, 'cyd')).device
  const until = new Date().toISOString().slice(0, 10)
  expect(await (await api.router.tokens.$get()).json()).toEqual({ tokens: [] })
  expect(await (await api.router.providers.$get()).json()).toEqual({ providers: [] })
  expect(await (await api.router.routes.$get()).json()).toEqual({ routes: [] })
  expect(await (await api.router.limits.$get()).json()).toEqual({ limits: [] })
  expect(await (await api.router.running.$get()).json()).toEqual({ calls: [] })
  expect(await (await api.router.calls.$get({ query: {} })).json()).toEqual({ calls: [], nextCursor: null })
  const { lines } = await (await api.router.usage.$get({ query: { from: until, until } })).json()
  expect(lines).toEqual([])
})
