import Anthropic, { AuthenticationError } from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { addProviders, Agent, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import { vendorErrorOf } from './vendor-error.ts'
import type { Upstream } from './upstream.ts'
import { LISTED } from './upstream/answers.ts'

const MiB = 1024 * 1024
/** Every address that takes a body, with a body that it takes. */
const CALLS = [
  ['/v1/messages', { model: 'claude-x', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] }],
  ['/v1/messages/count_tokens', { model: 'claude-x', messages: [{ role: 'user', content: 'Hi' }] }],
  ['/v1/chat/completions', { model: 'gpt-x', messages: [{ role: 'user', content: 'Hi' }] }],
  ['/v1/responses', { model: 'gpt-x', input: 'Hi' }],
  ['/v1/embeddings', { model: 'gpt-x', input: ['Hi', 'there'] }],
] as const
const PATHS = CALLS.map(([path]) => path)

let house: House
let upstream: Upstream
let ann: Owner

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  await addProviders(ann, upstream.url)
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

function send(path: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<Response> {
  const json = { 'content-type': 'application/json', ...headers }
  return fetch(house.url + path, { method: 'POST', headers: json, body: JSON.stringify(body) })
}

describe('a token', () => {
  describe.each(CALLS)('at %s', (path, body) => {
    it('is taken as Bearer, as x-api-key, and as both', async () => {
      const { token } = ann.agent
      const bearer = { authorization: `Bearer ${token}` }
      for (const headers of [bearer, { 'x-api-key': token }, { ...bearer, 'x-api-key': token }]) {
        const answer = await send(path, headers, body)
        expect(answer.status, JSON.stringify(Object.keys(headers))).toBe(200)
        await answer.body?.cancel()
      }
    })

    it.each([
      ['is missing', {}],
      ['is none of ours', { 'x-api-key': 'sk-ant-api03-something' }],
      ['is of nobody', { 'x-api-key': `sb_${'0'.repeat(26)}_${'a'.repeat(43)}` }],
    ])('that %s is refused in the vendor’s words', async (_, headers) => {
      const before = upstream.calls.length
      expect(await vendorErrorOf(await send(path, headers, body))).toBe(
        path.startsWith('/v1/messages')
          ? '401 anthropic authentication_error'
          : '401 openai invalid_request_error invalid_api_key',
      )
      expect(upstream.calls.length).toBe(before)
    })
  })

  it('whose secret is another one than its person’s is refused', async () => {
    const forged = `${ann.agent.token.slice(0, -1)}${ann.agent.token.endsWith('A') ? 'B' : 'A'}`
    expect((await new Agent(house.url, forged).ask('claude-x')).status).toBe(401)
  })

  it('that may not call models is refused, and not asked for again', async () => {
    const { token } = await ann.router.createToken({ name: 'reader', scopes: ['inbox.read'] })
    const answer = await new Agent(house.url, token).ask('claude-x')
    expect(await vendorErrorOf(answer)).toBe('403 anthropic permission_error')
  })

  it('that is revoked or has run out is refused from then on', async () => {
    const { token, id } = await ann.router.createToken({ name: 'short' })
    const agent = new Agent(house.url, token)
    expect((await agent.ask('claude-x')).status).toBe(200)
    await ann.router.revokeToken(id)
    expect((await agent.ask('claude-x')).status).toBe(401)
    const expiresAt = new Date(Date.now() + 1_500).toISOString()
    const brief = new Agent(house.url, (await ann.router.createToken({ name: 'brief', expiresAt })).token)
    expect((await brief.ask('claude-x')).status).toBe(200)
    await expect.poll(async () => (await brief.ask('claude-x')).status, { timeout: 5_000 }).toBe(401)
  })
})

describe('the addresses', () => {
  it('answer HEAD / without a token, as agents probe it', async () => {
    const answer = await fetch(house.url, { method: 'HEAD', redirect: 'manual' })
    expect(answer.status).toBe(200)
  })

  it('take ?beta=true, which the provider hears of', async () => {
    const answer = await ann.agent.ask('claude-beta', { path: '/v1/messages?beta=true' })
    expect(answer.status).toBe(200)
    expect(upstream.of('claude-beta').map(({ path, query }) => `${path} ${query}`)).toEqual([
      '/v1/messages beta=true',
    ])
  })

  it('never redirect', async () => {
    for (const [path, body] of CALLS) {
      for (const slash of ['', '/']) {
        const answer = await fetch(house.url + path + slash, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'x-api-key': ann.agent.token, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        expect([200, 404], path + slash).toContain(answer.status)
        await answer.body?.cancel()
      }
    }
  })

  it('refuse what they do not serve, in a vendor’s shape', async () => {
    const headers = { 'x-api-key': ann.agent.token }
    expect(await vendorErrorOf(await send('/v1/complete', headers, {}))).toMatch(
      /^404 \w+ (not_found_error|invalid_request_error)/,
    )
    const wrongMethod = await fetch(`${house.url}/v1/messages`, { headers })
    expect(await vendorErrorOf(wrongMethod)).toMatch(/^40[45] (anthropic|openai) /)
  })

  it('estimate tokens by the provider’s own count', async () => {
    const counted = await ann.agent.anthropic.messages.countTokens({
      model: 'claude-x',
      messages: [{ role: 'user', content: 'Hi' }],
    })
    expect(counted.input_tokens).toBe(2048)
  })

  it('serve embeddings', async () => {
    const answer = await ann.agent.openai.embeddings.create({ model: 'gpt-embed', input: ['a', 'b', 'c'] })
    expect(answer.data.map(({ embedding }) => embedding.length)).toEqual([3, 3, 3])
    expect(await ann.router.settled('gpt-embed')).toMatchObject({
      protocol: 'openai-embeddings',
      usage: { input: 24, output: 0 },
    })
  })
})

describe('the list of models', () => {
  beforeAll(async () => {
    for (const { id } of await ann.router.providers()) {
      expect(await ann.router.testProvider(id)).toMatchObject({ ok: true, models: LISTED })
    }
  })

  it('is read by Anthropic’s client', async () => {
    const page = await ann.agent.anthropic.models.list({ limit: 1_000 })
    expect(page.data.map(({ id }) => id)).toEqual(expect.arrayContaining(LISTED))
    for (const model of page.data) {
      expect(model.type).toBe('model')
      expect(model.display_name).not.toBe('')
    }
    expect(page.has_more).toBe(false)
  })

  it('is read by OpenAI’s client', async () => {
    const page = await ann.agent.openai.models.list()
    expect(page.data.map(({ id }) => id)).toEqual(expect.arrayContaining(LISTED))
    for (const model of page.data) {
      expect(model.object).toBe('model')
      expect(model.owned_by).not.toBe('')
    }
  })

  it('is there within three seconds, for Claude Code looks no longer', async () => {
    const started = performance.now()
    const headers = { authorization: `Bearer ${ann.agent.token}`, 'anthropic-version': '2023-06-01' }
    const answer = await fetch(`${house.url}/v1/models?limit=1000`, { headers })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('"claude-mock-1"')
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  it('is shown to nobody without a token', async () => {
    const anthropic = await fetch(`${house.url}/v1/models`, {
      headers: { 'anthropic-version': '2023-06-01' },
    })
    expect(await vendorErrorOf(anthropic)).toBe('401 anthropic authentication_error')
    expect(await vendorErrorOf(await fetch(`${house.url}/v1/models`))).toMatch(/^401 openai/)
  })
})

describe('a body', () => {
  it('of nearly 32 MB reaches the provider as it is', async () => {
    const data = 'QUJD'.repeat((30 * MiB) / 4)
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } }
    const body = { model: 'claude-large', max_tokens: 9, messages: [{ role: 'user', content: [image] }] }
    const text = JSON.stringify(body)
    const answer = await ann.agent.post('/v1/messages', text)
    expect(answer.status).toBe(200)
    expect(upstream.of('claude-large')[0]?.bytes.equals(Buffer.from(text))).toBe(true)
  })

  it('of more is refused as too large', async () => {
    const body = {
      model: 'claude-larger',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'x'.repeat(33 * MiB) }],
    }
    expect(await vendorErrorOf(await ann.agent.post('/v1/messages', JSON.stringify(body)))).toBe(
      '413 anthropic request_too_large',
    )
    expect(upstream.of('claude-larger')).toEqual([])
  })

  it.each(
    PATHS.flatMap((path) =>
      ['', '{', '[]', 'null', '{"model":5}', '{}', '\u0000'].map((body) => [path, body] as const),
    ),
  )('for %s that reads %j is refused in the vendor’s shape', async (path, body) => {
    const error = await vendorErrorOf(await ann.agent.post(path, body))
    expect(error).toMatch(
      path.startsWith('/v1/messages')
        ? /^400 anthropic invalid_request_error/
        : /^400 openai invalid_request_error/,
    )
  })
})

it('errors tell nothing of the house’s inside', async () => {
  const answers = await Promise.all([
    ann.agent.post('/v1/messages', '{"model":"claude-x","messages":{"__proto__":1}'),
    ann.agent.ask('nobody-has-this'),
    send('/v1/messages', {}, {}),
  ])
  for (const answer of answers) {
    expect(await answer.text()).not.toMatch(/\.[mc]?[jt]s\b|\/work|\/home|node_modules|127\.0\.0\.1/)
  }
})

it('Anthropic’s client understands why a call was refused', async () => {
  const anonymous = new Anthropic({ baseURL: house.url, apiKey: 'sk-wrong', maxRetries: 0 })
  const call = anonymous.messages.create({
    model: 'claude-x',
    max_tokens: 9,
    messages: [{ role: 'user', content: 'Hi' }],
  })
  await expect(call).rejects.toBeInstanceOf(AuthenticationError)
})

it('every answer names its request, and the ledger knows it by the house’s own name of it', async () => {
  const asked = [
    ['/v1/messages', 'claude-named', 'request-id'],
    ['/v1/messages', 'local-named', 'request-id'],
    ['/v1/chat/completions', 'gpt-named', 'x-request-id'],
    ['/v1/chat/completions', 'claude-named-too', 'x-request-id'],
  ] as const
  for (const [path, model, header] of asked) {
    const { headers } = await ann.agent.ask(model, { path })
    const { requestId } = await ann.router.settled(model)
    expect(headers.get('x-switchboard-request-id'), model).toBe(requestId)
    // The provider's own, where it is passed on.
    const [call] = upstream.of(model)
    const isPassedOn = call?.path === path
    expect(headers.get(header), model).toBe(isPassedOn ? `req_up_${call.number}` : requestId)
  }
})
