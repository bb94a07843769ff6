import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin } from './origin.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const SECRET = 'sk-a-secret-that-nobody-reads-again-1234'

/** What no log may have. */
const secrets = [SECRET]

let house: House
let origin: Origin
let ann: Member

beforeAll(async () => {
  origin = await startOrigin()
  origin.set('/v1/models', ({ headers }) =>
    headers.authorization === `Bearer ${SECRET}`
      ? {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ object: 'list', data: [{ id: 'small' }, { id: 'large' }] }),
        }
      : {
          status: 401,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ error: { message: 'no such key', type: 'invalid_request_error' } }),
        },
  )
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

function routerOf({ device }: Member) {
  return device.api.router
}

async function addProvider(slug: string, key?: string) {
  const json = { kind: 'openai-compatible' as const, slug, baseUrl: `${origin.url}/v1` }
  const response = await routerOf(ann).providers.$post({
    json: { ...json, ...(key === undefined ? {} : { key }) },
  })
  if (response.status !== 201) throw new Error(await failureOf(response))
  return response.json()
}

describe('a token', () => {
  it('is told once, when it is made, and afterwards only by its last characters', async () => {
    const made = await routerOf(ann).tokens.$post({ json: { name: 'Claude Code' } })
    expect(made.status).toBe(201)
    const { token, ...shown } = await made.json()
    secrets.push(token)
    expect(token).toMatch(/^sb_[0-9A-HJKMNP-TV-Z]{26}_/)
    expect(token).toContain(ann.person.id.slice('per_'.length))
    expect(shown).toMatchObject({ name: 'Claude Code', scopes: ['models'], expiresAt: null })
    const listed = await (await routerOf(ann).tokens.$get()).text()
    expect(listed).toContain(shown.id)
    expect(listed).not.toContain(token)
  })

  it('keeps what a change of it does not name', async () => {
    const expiresAt = new Date(Date.now() + DAY_MS).toISOString()
    const json = { name: 'Before', scopes: ['models' as const, 'inbox.read' as const], expiresAt }
    const { id } = await (await routerOf(ann).tokens.$post({ json: { ...json, contentDays: 7 } })).json()
    const param = { id }
    const renamed = await routerOf(ann).tokens[':id'].$patch({ param, json: { name: 'After' } })
    expect(await renamed.json()).toMatchObject({ ...json, name: 'After', contentDays: 7 })
    const opened = await routerOf(ann).tokens[':id'].$patch({
      param,
      json: { expiresAt: null, contentDays: null },
    })
    expect(await opened.json()).toMatchObject({ name: 'After', expiresAt: null, contentDays: null })
  })

  it('that is revoked is not there any more', async () => {
    const { id } = await (await routerOf(ann).tokens.$post({ json: { name: 'Gone' } })).json()
    const param = { id }
    expect((await routerOf(ann).tokens[':id'].$delete({ param })).status).toBe(204)
    expect(await failureOf(await routerOf(ann).tokens[':id'].$delete({ param }))).toBe('404 token.not_found')
    const { tokens } = await (await routerOf(ann).tokens.$get()).json()
    expect(tokens.map((token) => token.id)).not.toContain(id)
  })

  it('that could never be used is refused', async () => {
    const json = { name: 'Late', expiresAt: '2020-01-01T00:00:00.000Z' }
    expect(await failureOf(await routerOf(ann).tokens.$post({ json }))).toBe('400 request.invalid')
  })
})

describe('a provider', () => {
  it('is added with a key that no answer ever shows, changed, and removed', async () => {
    const added = await addProvider('mine', SECRET)
    expect(added).toMatchObject({ slug: 'mine', kind: 'openai-compatible', enabled: true })
    expect(added.keys).toMatchObject([{ hint: '1234', health: 'untested' }])
    const param = { id: added.id }
    const changed = await routerOf(ann).providers[':id'].$patch({
      param,
      json: { name: 'Renamed', defaultModel: 'large', enabled: false },
    })
    expect(await changed.json()).toMatchObject({ name: 'Renamed', defaultModel: 'large', enabled: false })
    const listed = await (await routerOf(ann).providers.$get()).text()
    expect(listed).toContain(added.id)
    expect(listed).not.toContain(SECRET)
    expect((await routerOf(ann).providers[':id'].$delete({ param })).status).toBe(204)
    expect(await failureOf(await routerOf(ann).providers[':id'].$delete({ param }))).toBe(
      '404 provider.not_found',
    )
  })

  it('is there once under its slug', async () => {
    await addProvider('twice')
    const json = { kind: 'openai-compatible' as const, slug: 'twice', baseUrl: `${origin.url}/v1` }
    expect(await failureOf(await routerOf(ann).providers.$post({ json }))).toBe('409 provider.exists')
  })

  it('is asked with a named key, and says what it has or why it does not', async () => {
    const { id } = await addProvider('tested')
    const param = { id }
    const keyOf = async (secret: string) => {
      const response = await routerOf(ann).providers[':id'].keys.$post({
        param,
        json: { label: 'a key', secret },
      })
      expect(response.status).toBe(201)
      return response.json()
    }
    const good = await keyOf(SECRET)
    const bad = await keyOf('sk-a-key-of-nobody')
    const test = async (key: typeof good.id) =>
      (await routerOf(ann).providers[':id'].test.$post({ param, json: { key } })).json()
    expect(await test(good.id)).toMatchObject({ ok: true, status: 200, models: ['small', 'large'] })
    expect(await test(bad.id)).toMatchObject({ ok: false, status: 401 })
    const { providers } = await (await routerOf(ann).providers.$get()).json()
    const tested = providers.find((provider) => provider.id === id)
    expect(tested?.models).toEqual(['small', 'large'])
    const health = new Map(tested?.keys.map((key) => [key.id, key.health]))
    expect([health.get(good.id), health.get(bad.id)]).toEqual(['ok', 'refused'])
    const away = { param: { id, key: bad.id } }
    expect((await routerOf(ann).providers[':id'].keys[':key'].$delete(away)).status).toBe(204)
    expect(await failureOf(await routerOf(ann).providers[':id'].keys[':key'].$delete(away))).toBe(
      '404 key.not_found',
    )
  })

  it.each([
    ['inside the network', 'http://10.0.0.1/v1', '403 provider.blocked_address'],
    ['of the cloud’s own data', 'http://169.254.169.254/v1', '403 provider.blocked_address'],
    ['with a password in it', 'http://me:secret@example.org/v1', '400 provider.bad_url'],
    ['of another scheme', 'ftp://example.org/v1', '400 request.invalid'],
    ['that is none', 'not an address', '400 request.invalid'],
  ])('at an address %s is refused', async (_, baseUrl, failure) => {
    const json = { kind: 'openai-compatible' as const, baseUrl }
    expect(await failureOf(await routerOf(ann).providers.$post({ json }))).toBe(failure)
  })

  it('without an address is refused where its kind has none', async () => {
    const response = await routerOf(ann).providers.$post({ json: { kind: 'openai-compatible' } })
    expect(await failureOf(response)).toBe('400 provider.bad_url')
  })

  it('is looked for on this machine', async () => {
    const found = await routerOf(ann).providers.found.$get()
    expect(found.status).toBe(200)
    expect((await found.json()).servers).toBeInstanceOf(Array)
  })
})

describe('a price', () => {
  it('is set and taken back', async () => {
    await addProvider('priced')
    const model = { provider: 'priced', model: 'a model of one’s own' }
    const price = { input: 1, output: 2, cacheRead: null, cacheWrite: null, cacheWriteLong: null }
    const set = await routerOf(ann).prices.$put({ json: { ...model, price } })
    expect(await set.json()).toMatchObject({ ...model, price, source: 'own' })
    const { prices } = await (await routerOf(ann).prices.$get()).json()
    expect(prices).toContainEqual(expect.objectContaining({ ...model, source: 'own' }))
    const back = await routerOf(ann).prices.$put({ json: { ...model, price: null } })
    expect(await back.json()).toMatchObject({ ...model, price: null, source: 'unknown' })
  })

  it('of no provider is refused', async () => {
    const json = { provider: 'nobody', model: 'x', price: null }
    expect(await failureOf(await routerOf(ann).prices.$put({ json }))).toBe('404 provider.not_found')
  })
})

describe('routes', () => {
  const targets = [{ provider: 'target', model: 'large' }]

  it('are replaced as a list in their order, and a route keeps its id', async () => {
    await addProvider('target')
    const set = await routerOf(ann).routes.$put({
      json: {
        routes: [
          { name: 'First', models: ['claude-*'], targets },
          { name: 'Second', models: ['*'], targets, conditions: { minInputTokens: 1_000 } },
        ],
      },
    })
    expect(set.status).toBe(200)
    const [first, second] = (await set.json()).routes
    if (!first || !second) throw new Error('there are no routes')
    expect(first).toMatchObject({ name: 'First', enabled: true, cacheSeconds: null })
    const turned = await routerOf(ann).routes.$put({
      json: { routes: [second, { ...first, name: 'Renamed' }] },
    })
    const listed = await (await routerOf(ann).routes.$get()).json()
    expect((await turned.json()).routes).toEqual(listed.routes)
    expect(listed.routes.map(({ id, name }) => [id, name])).toEqual([
      [second.id, 'Second'],
      [first.id, 'Renamed'],
    ])
  })

  it('tell beforehand what would happen to a call, and why', async () => {
    const json = { model: 'claude-opus-4-1', estimatedInputTokens: 10 }
    const dry = await routerOf(ann).routes['dry-run'].$post({ json })
    const told = await dry.json()
    expect(told.considered.map(({ name, fits }) => [name, fits])).toEqual([
      ['Second', false],
      ['Renamed', true],
    ])
    expect(told).toMatchObject({
      route: { name: 'Renamed' },
      targets: [{ provider: 'target', model: 'large', translated: true }],
    })
  })

  it('keep the provider to which they lead', async () => {
    const { providers } = await (await routerOf(ann).providers.$get()).json()
    const id = providers.find(({ slug }) => slug === 'target')?.id ?? 'prv_00000000000000000000000000'
    expect(await failureOf(await routerOf(ann).providers[':id'].$delete({ param: { id } }))).toBe(
      '409 provider.in_use',
    )
  })

  it.each([
    [
      'to a provider that is not there',
      [{ name: 'x', models: ['*'], targets: [{ provider: 'nobody', model: null }] }],
      '404 provider.not_found',
    ],
    [
      'with an id that is not there',
      [{ id: 'rte_00000000000000000000000000' as const, name: 'x', models: ['*'], targets }],
      '404 route.unknown',
    ],
  ])('%s are refused, and those before stay', async (_, routes, failure) => {
    const before = await (await routerOf(ann).routes.$get()).json()
    expect(await failureOf(await routerOf(ann).routes.$put({ json: { routes } }))).toBe(failure)
    expect(await (await routerOf(ann).routes.$get()).json()).toEqual(before)
  })
})

describe('a limit', () => {
  const daily = { scope: { kind: 'person' as const }, metric: 'money' as const, period: 'day' as const }

  it('is set once, says what is used of it, and is lifted', async () => {
    const json = { ...daily, amount: 5 }
    const added = await routerOf(ann).limits.$post({ json })
    expect(added.status).toBe(201)
    const limit = await added.json()
    expect(limit).toMatchObject({ ...json, warnAt: 0.8, used: 0 })
    expect(Date.parse(limit.resetsAt ?? '')).toBeGreaterThan(Date.now())
    expect(await failureOf(await routerOf(ann).limits.$post({ json }))).toBe('409 limit.exists')
    expect((await (await routerOf(ann).limits.$get()).json()).limits).toContainEqual(limit)
    const param = { id: limit.id }
    expect((await routerOf(ann).limits[':id'].$delete({ param })).status).toBe(204)
    expect(await failureOf(await routerOf(ann).limits[':id'].$delete({ param }))).toBe('404 limit.not_found')
  })

  it.each([
    ['token', { kind: 'token', id: 'tok_00000000000000000000000000' }, '404 token.not_found'],
    ['route', { kind: 'route', id: 'rte_00000000000000000000000000' }, '404 route.unknown'],
  ] as const)('on a %s that is not there is refused', async (_, scope, failure) => {
    const response = await routerOf(ann).limits.$post({ json: { ...daily, scope, amount: 5 } })
    expect(await failureOf(response)).toBe(failure)
  })
})

it('the log of the house has neither tokens nor keys', () => {
  expect(secrets).toHaveLength(2)
  for (const secret of secrets) expect(house.logs()).not.toContain(secret)
})
