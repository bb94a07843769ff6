import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { ErrorEnvelope } from '@switchboard/shared-types/errors'
import { join, type Member } from './device.ts'
import { startHouse, type House } from './house.ts'
import { callModel } from './model-call.ts'
import { startOrigin, type Origin } from './origin.ts'

const Json = z.json()
type Json = z.infer<typeof Json>

interface Sample {
  readonly method: string
  readonly path: string
  readonly body: Json
}

let house: House
let origin: Origin
let ann: Member
let samples: readonly Sample[]

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
  samples = await sampleRequests()
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

/** Good requests, from which bad ones are made: with ids that are there, so that they get as far as they can. */
async function sampleRequests(): Promise<Sample[]> {
  const { token, provider, call } = await callModel(ann.device, origin)
  const key = provider.keys[0]?.id ?? ''
  const target = { provider: 'upstream', model: 'small', weight: 2, tier: 1, overrides: { temperature: 0.5 } }
  const conditions = {
    minInputTokens: 1,
    thinking: false,
    tokens: [token.id],
    hours: { from: 22, until: 6, timeZone: 'Europe/Berlin' },
  }
  const route = { name: 'Route', enabled: true, models: ['claude-*'], conditions, targets: [target] }
  const price = { input: 1, output: 2, cacheRead: null, cacheWrite: 0.5, cacheWriteLong: null }
  const scope = { kind: 'token', id: token.id }
  const traits = { model: 'claude-x', stream: true, estimatedInputTokens: 9, maxOutputTokens: 99, images: 1 }
  const provided = { kind: 'openai-compatible', slug: 'other', baseUrl: `${origin.url}/v1`, key: 'secret' }
  return [
    { method: 'POST', path: 'tokens', body: { name: 'Name', scopes: ['models'], expiresAt: null } },
    { method: 'PATCH', path: `tokens/${token.id}`, body: { name: 'Name', contentDays: 3 } },
    { method: 'POST', path: 'providers', body: { ...provided, defaultModel: 'm', free: true } },
    { method: 'PATCH', path: `providers/${provider.id}`, body: { name: 'x', smallModel: null } },
    { method: 'POST', path: `providers/${provider.id}/keys`, body: { label: 'a key', secret: 'secret' } },
    { method: 'POST', path: `providers/${provider.id}/test`, body: { key } },
    { method: 'PUT', path: 'prices', body: { provider: 'upstream', model: 'small', price } },
    { method: 'PUT', path: 'routes', body: { routes: [route, { ...route, cacheSeconds: 60 }] } },
    { method: 'POST', path: 'routes/dry-run', body: { ...traits, token: token.id, protocol: 'openai-chat' } },
    {
      method: 'POST',
      path: 'limits',
      body: { scope, metric: 'tokens', period: 'day', amount: 5, warnAt: 0.5 },
    },
    { method: 'GET', path: 'calls', body: { limit: 5, status: 'ok', model: 'm', cursor: call } },
    { method: 'GET', path: 'usage', body: { from: '2026-01-01', until: '2026-01-31', by: 'token' } },
    { method: 'GET', path: 'usage.csv', body: { from: '2026-01-01', until: '2026-01-31', by: 'day' } },
  ]
}

const NASTY = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '*'.repeat(199),
  '?*'.repeat(90),
  '__proto__',
  'constructor',
  'Mars/Olympus',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01',
  'http://127.0.0.1:1/v1?a=b#c',
  'http://127.0.0.1/%00/../v1',
  'https://xn--/v1',
  -0,
  0.1,
  1e21,
  -1,
  2 ** 53,
  [],
  {},
] as const satisfies readonly Json[]

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>(...NASTY) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map((text) => Json.parse(JSON.parse(text))) },
)
const change = fc.record({ place: fc.nat(40), value, drop: fc.boolean() })

/** Puts something else in one place of a value, or takes that place away. */
function withChange(
  json: Json,
  { place, value: other, drop }: { place: number; value: Json; drop: boolean },
): Json {
  let left = place % Math.max(1, countPlaces(json))
  const walk = (at: Json): Json | undefined => {
    if (left-- === 0) return drop ? undefined : other
    if (Array.isArray(at)) return at.map(walk).filter((part) => part !== undefined)
    if (at === null || typeof at !== 'object') return at
    const parts = Object.entries(at).map(([name, part]) => [name, walk(part)] as const)
    return Object.fromEntries(parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part]])))
  }
  return walk(json) ?? null
}

function countPlaces(json: Json): number {
  if (json === null || typeof json !== 'object') return 1
  return Object.values(json).reduce((sum: number, part) => sum + countPlaces(part), 1)
}

function queryOf(json: Json): string {
  if (json === null || typeof json !== 'object') return ''
  const query = new URLSearchParams()
  for (const [name, part] of Object.entries(json)) {
    query.append(name.toWellFormed(), (typeof part === 'string' ? part : JSON.stringify(part)).toWellFormed())
  }
  return query.toString()
}

it('nothing that a person sends is taken for a fault of the house', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(change, { minLength: 1, maxLength: 3 }), async (pick, changes) => {
      const { method, path, body } = samples[pick % samples.length] ?? {
        method: 'GET',
        path: 'tokens',
        body: null,
      }
      const sent = changes.reduce(withChange, body)
      const response =
        method === 'GET'
          ? await ann.device.fetch(`/api/router/${path}?${queryOf(sent)}`)
          : await ann.device.send(method, `/api/router/${path}`, sent)
      const text = await response.text()
      expect(response.status, `${method} ${path} ${JSON.stringify(sent)}: ${text}`).toBeLessThan(500)
      if (!response.ok) ErrorEnvelope.parse(JSON.parse(text))
    }),
    { numRuns: 600 },
  )
  const list = ['tokens', 'providers', 'prices', 'routes', 'limits', 'calls', 'running']
  for (const path of list) expect((await ann.device.fetch(`/api/router/${path}`)).status, path).toBe(200)
})
