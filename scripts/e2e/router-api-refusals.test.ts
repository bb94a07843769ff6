import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const SOME = '00000000000000000000000000'
const BAD: readonly (readonly [method: string, path: string, body: unknown, why: string])[] = [
  ['POST', 'tokens', {}, 'a token without a name'],
  ['POST', 'tokens', { name: ' ' }, 'a name of nothing'],
  ['POST', 'tokens', { name: 'x', scopes: [] }, 'no scopes'],
  ['POST', 'tokens', { name: 'x', scopes: ['everything'] }, 'a scope that is none'],
  ['POST', 'tokens', { name: 'x', expiresAt: 'tomorrow' }, 'a time that is none'],
  ['POST', 'tokens', { name: 'x', contentDays: 91 }, 'content kept for too long'],
  ['PATCH', 'tokens/1', { name: 'x' }, 'a token id that is none'],
  ['POST', 'providers', { kind: 'clever' }, 'a kind that is none'],
  ['POST', 'providers', { kind: 'openai', slug: 'Not A Slug' }, 'a slug that is none'],
  ['POST', 'providers', { kind: 'openai', key: 'x'.repeat(2_001) }, 'a key that is too long'],
  ['PATCH', `providers/prv_${SOME}`, { baseUrl: 'file:///etc/passwd' }, 'an address that is none'],
  ['POST', `providers/prv_${SOME}/keys`, { secret: '' }, 'an empty key'],
  ['POST', `providers/prv_${SOME}/test`, { key: '../../x' }, 'a key id that is none'],
  ['DELETE', `providers/prv_${SOME}/keys/1`, undefined, 'a key id that is none'],
  ['PUT', 'prices', { provider: 'x', model: 'y', price: { input: -1, output: 0 } }, 'a price below nothing'],
  ['PUT', 'routes', { routes: [{ name: 'x', models: [], targets: [] }] }, 'a route of nothing to nowhere'],
  ['PUT', 'routes', { routes: 'all' }, 'routes that are no list'],
  ['POST', 'routes/dry-run', {}, 'a call for no model'],
  ['POST', 'routes/dry-run', { model: 'x', protocol: 'morse' }, 'a protocol that is none'],
  [
    'POST',
    'limits',
    { scope: { kind: 'person' }, metric: 'money', period: 'minute', amount: 1 },
    'money a minute',
  ],
  [
    'POST',
    'limits',
    { scope: { kind: 'person' }, metric: 'tokens', period: 'day', amount: 0 },
    'a limit of nothing',
  ],
  [
    'POST',
    'limits',
    { scope: { kind: 'everyone' }, metric: 'tokens', period: 'day', amount: 9 },
    'a scope that is none',
  ],
  ['GET', 'calls?limit=101', undefined, 'a page that is too long'],
  ['GET', 'calls?status=fine', undefined, 'a status that is none'],
  ['GET', 'calls?token=mine', undefined, 'a token id that is none'],
  ['GET', 'calls?from=yesterday', undefined, 'a time that is none'],
  ['GET', 'calls/1', undefined, 'a call id that is none'],
  ['GET', 'usage', undefined, 'no days'],
  ['GET', 'usage?from=2026-02-30&until=2026-03-01', undefined, 'a day that is none'],
  ['GET', 'usage?from=2026-01-02&until=2026-01-01', undefined, 'days in the wrong order'],
  ['GET', 'usage?from=2024-01-01&until=2026-01-01', undefined, 'more days than 400'],
  ['GET', 'usage?from=2026-01-01&until=2026-01-01&by=mood', undefined, 'a grouping that is none'],
  ['GET', 'usage.csv?from=2026-01-02&until=2026-01-01', undefined, 'days in the wrong order'],
]

describe('bad input', () => {
  it.each(BAD)('%s %s with %j is refused: %s', async (method, path, body) => {
    const response = await ann.device.send(method, `/api/router/${path}`, body)
    expect(await failureOf(response)).toBe('400 request.invalid')
  })

  it('names a cursor that is none', async () => {
    expect(await failureOf(await ann.device.fetch('/api/router/calls?cursor=nonsense'))).toBe(
      '400 cursor.invalid',
    )
  })

  it.each(['tokens', 'providers', 'limits', 'routes/dry-run'])(
    'that is no JSON, or says it is something else, is refused by %s',
    async (path) => {
      const post = (type: string, body: string) =>
        ann.device.fetch(`/api/router/${path}`, { method: 'POST', headers: { 'content-type': type }, body })
      expect(await failureOf(await post('application/json', '{"name":'))).toBe('400 request.not_json')
      expect(await failureOf(await post('text/plain', '{}'))).toBe('415 request.unsupported_media_type')
    },
  )

  it('from a page of another site changes nothing', async () => {
    const response = await ann.device.fetch('/api/router/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{"name":"x"}',
    })
    expect(await failureOf(response)).toBe('403 request.forbidden_origin')
  })

  it('that holds a secret is refused without repeating it', async () => {
    const secret = 'sk-never-to-be-seen-in-an-answer'
    for (const body of [
      { kind: 'clever', key: secret },
      { kind: secret },
      { kind: 'openai', key: [secret] },
    ]) {
      const response = await ann.device.send('POST', '/api/router/providers', body)
      expect(response.status).toBe(400)
      expect(await response.text()).not.toContain(secret)
    }
    expect(house.logs()).not.toContain(secret)
  })
})
