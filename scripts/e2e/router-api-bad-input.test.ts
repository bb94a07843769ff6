import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
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

  it.each([40, 1_000, 100_000])('that nests %i lists in an override is refused', async (depth) => {
    const targets = `[{"provider":"x","model":null,"overrides":{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}}]`
    const response = await ann.device.fetch('/api/router/routes', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: `{"routes":[{"name":"x","models":["*"],"targets":${targets}}]}`,
    })
    expect(await failureOf(response)).toBe('400 request.invalid')
  })

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
