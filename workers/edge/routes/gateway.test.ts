import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newAgentToken } from '@switchboard/shared-types/agent-token'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { gateway } from './gateway.ts'
import { HELLO, scriptProviders, streaming } from '../gateway/testing/calling.ts'
import { MESSAGE } from '../gateway/testing/sse.ts'

const person = newId('per')
const id = routerOf(person)
const trace = startTrace('test')
let token: string

beforeAll(async () => {
  const router = getStub(env.ROUTER, id)
  const created = await router.createToken(id, trace, {
    name: 'agent',
    scopes: ['models'],
    expiresAt: null,
    contentDays: null,
  })
  if (!created.ok) throw new Error(created.error.message)
  token = created.value.token
})

/** A Worker's life: it goes on until nothing is left to be done. */
class Life {
  readonly #tasks: Promise<unknown>[] = []
  readonly props = {}

  readonly waitUntil = (task: Promise<unknown>): void => {
    this.#tasks.push(task)
  }

  readonly passThroughOnException = (): never => {
    throw new Error('nothing is passed through')
  }

  async end(): Promise<void> {
    for (let done = 0; done < this.#tasks.length;) {
      const open = this.#tasks.slice(done)
      done = this.#tasks.length
      await Promise.all(open)
    }
  }
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const life = new Life()
  const response = await gateway.fetch(new Request(`https://house.example${path}`, init), env, life)
  const body = response.body === null ? null : await response.arrayBuffer()
  await life.end()
  return new Response(body, response)
}

function post(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return send(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
}

const bearer = () => ({ authorization: `Bearer ${token}` })

describe('a call without a token of ours is refused in its vendor’s words', () => {
  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['none', '/v1/messages', {}],
    ['a vendor’s key', '/v1/messages', { 'x-api-key': 'sk-ant-api03-x' }],
    ['a garbled one', '/v1/messages/count_tokens', { authorization: 'Bearer sb_x' }],
    ['one of nobody', '/v1/messages', { 'x-api-key': newAgentToken(newId('rtr')) }],
  ])('%s, to Anthropic’s clients', async (_what, path, headers) => {
    const response = await post(path, HELLO['anthropic-messages'], headers)
    expect(response.status).toBe(401)
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error' },
      request_id: response.headers.get('request-id'),
    })
  })

  test('and the sentence says where to make one', async () => {
    const response = await post('/v1/chat/completions', HELLO['openai-chat'])
    expect([response.status, await response.json()]).toEqual([
      401,
      {
        error: {
          message:
            'Send a Switchboard token (sb_...) as "Authorization: Bearer" or "x-api-key". Make one here: https://house.example/models/tokens',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    ])
  })
})

test('a body that is too large is read to its end and refused', async () => {
  const response = await post('/v1/messages', 'x'.repeat(32 * 1024 * 1024 + 1), bearer())
  expect([response.status, await response.json()]).toMatchObject([
    413,
    { error: { type: 'request_too_large' } },
  ])
})

test.each(['', '{', '[]', '{"model":5}'])('a body that reads %j is refused', async (body) => {
  const response = await post('/v1/responses', body, bearer())
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { error: { type: 'invalid_request_error' } },
  ])
})

test.each(['messages', 'chat/completions', 'responses', 'embeddings', 'messages/count_tokens'])(
  'one handler matches a call of /v1/%s, so that no chain is made for it',
  (path) => {
    const [handlers] = gateway.router.match('POST', `/v1/${path}`)
    expect(handlers).toHaveLength(1)
  },
)

test('what is not there is refused in the words of the vendor whose address it resembles', async () => {
  const anthropic = await send('/v1/messages', { method: 'PUT' })
  expect([anthropic.status, await anthropic.json()]).toMatchObject([404, { type: 'error' }])
  const openai = await send('/v1/images')
  expect([openai.status, await openai.json()]).toMatchObject([404, { error: { param: null } }])
})

test('a client that only looks whether somebody is there hears so', async () => {
  const response = await send('/v1', { method: 'HEAD' })
  expect([response.status, response.headers.has('set-cookie')]).toEqual([204, false])
})

test('an id of the client’s own is ours too where it is harmless', async () => {
  const named = await post('/v1/messages', '{', { ...bearer(), 'x-request-id': 'my-request-1' })
  expect(named.headers.get('x-switchboard-request-id')).toBe('my-request-1')
  const odd = await post('/v1/messages', '{', { ...bearer(), 'x-request-id': 'a b' })
  expect(odd.headers.get('x-switchboard-request-id')).toMatch(/^req_/)
})

describe('with the person’s own router', () => {
  test('who has no provider yet is told how to add one', async () => {
    const response = await post('/v1/messages', HELLO['anthropic-messages'], bearer())
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { type: 'invalid_request_error' } },
    ])
  })

  test('a call goes to the provider under its own key, and is in the ledger', async () => {
    const router = getStub(env.ROUTER, id)
    const added = await router.addProvider(id, trace, {
      kind: 'anthropic-compatible',
      slug: 'mine',
      baseUrl: 'https://provider.example/v1',
      key: 'sk-the-key',
      defaultModel: null,
      smallModel: null,
    })
    expect(added.ok).toBe(true)
    const heard = scriptProviders({ 'provider.example': streaming(MESSAGE) })
    const body = { ...HELLO['anthropic-messages'], model: 'mine/claude-x', stream: true }
    const response = await post('/v1/messages', body, { ...bearer(), 'x-request-id': 'my-request-2' })
    expect([response.status, await response.text()]).toEqual([200, MESSAGE.join('')])
    expect(heard[0]?.headers.get('x-api-key')).toBe('sk-the-key')
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ model: 'claude-x' })
    const page = await router.calls(id, trace, { limit: 10 })
    const calls = page.ok ? page.value.calls : []
    expect(calls.find(({ requestId }) => requestId === 'my-request-2')).toMatchObject({
      status: 'ok',
      httpStatus: 200,
      exact: true,
      usage: { input: 12, output: 7 },
    })
  })

  test('models are listed in the shape of whoever asks, and found by their names', async () => {
    const openai = await send('/v1/models', { headers: bearer() })
    expect(await openai.json()).toMatchObject({ object: 'list', data: [] })
    const version = { ...bearer(), 'anthropic-version': '2023-06-01' }
    const anthropic = await send('/v1/models?limit=1', { headers: version })
    expect(await anthropic.json()).toMatchObject({ has_more: false })
    const missing = await send('/v1/models/no/such', { headers: version })
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { error: { type: 'not_found_error' } },
    ])
    expect((await send('/v1/models')).status).toBe(401)
  })
})

test('what breaks inside is told with an id and nothing else', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const broken = {
    ROUTER: {
      getByName: () => {
        throw new Error('at /secret/path.ts:1')
      },
    },
  }
  const request = new Request('https://house.example/v1/messages', {
    method: 'POST',
    headers: bearer(),
    body: JSON.stringify(HELLO['anthropic-messages']),
  })
  const response = await gateway.fetch(request, broken, new Life())
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({
    type: 'error',
    error: { type: 'api_error', message: 'Something went wrong here. It has been noted.' },
    request_id: response.headers.get('x-switchboard-request-id'),
  })
  expect(error.mock.calls.flat().join('')).toContain('/secret/path.ts')
})
