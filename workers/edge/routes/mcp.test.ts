import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { hashAgentToken, newAgentToken } from '@switchboard/shared-types/agent-token'
import { CreateToken, TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { app } from '../app.ts'

const router = routerOf(newId('per'))
const trace = startTrace('test')
const HOUSE = 'https://house.example'
const ALL = TokenScope.options

let token: string

beforeAll(async () => {
  token = (await newToken()).token
}, 60_000)

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
})

async function newToken(given: Partial<CreateToken> = {}) {
  const input = CreateToken.parse({ name: 'agent', scopes: ALL, ...given })
  const made = await getStub(env.ROUTER, router).createToken(router, trace, input)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

const PLAIN = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }

async function send(init: RequestInit, bearer: string | null = token): Promise<Response> {
  const headers = new Headers({ ...PLAIN })
  if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`)
  new Headers(init.headers).forEach((value, name) => headers.set(name, value))
  const request = new Request(`${HOUSE}/mcp`, { method: 'POST', ...init, headers })
  return await app.request(request, {}, env)
}

function post(body: unknown, headers: Readonly<Record<string, string>> = {}, bearer?: string) {
  return send({ body: typeof body === 'string' ? body : JSON.stringify(body), headers }, bearer)
}

const ask = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params })
const hello = (protocolVersion: string) =>
  ask('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } })

const Answer = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.number().nullable(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
})

async function read(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  return Answer.parse(await response.json())
}

async function toolsOf(bearer: string): Promise<string[]> {
  const { result } = await read(await post(ask('tools/list'), {}, bearer))
  return z
    .array(z.object({ name: z.string() }))
    .parse(result?.['tools'])
    .map(({ name }) => name)
}

describe('who has no good token', () => {
  it('is asked for one, with nothing said of who might have one', async () => {
    const response = await send({ body: JSON.stringify(ask('tools/list')) }, null)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Switchboard"')
    expect((await read(response)).error?.message).toContain('Authorization: Bearer sb_')
  })

  it.each([
    ['a garbled token', () => 'sb_x', /^Bearer realm="Switchboard"$/],
    ['a token of nobody', () => newAgentToken(newId('rtr')), /error="invalid_token"/],
  ])('is refused with %s', async (_what, made, challenge) => {
    const response = await post(ask('tools/list'), {}, made())
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(challenge)
  })

  it.each(['oauth-protected-resource/mcp', 'oauth-authorization-server'])(
    'finds no OAuth where there is none: %s',
    async (name) => {
      const response = await app.request(`${HOUSE}/.well-known/${name}`, {}, env)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    },
  )

  it('is refused from the moment on in which it is revoked', async () => {
    const made = await newToken()
    expect((await post(ask('tools/list'), {}, made.token)).status).toBe(200)
    await getStub(env.ROUTER, router).revokeToken(router, trace, made.id)
    expect((await post(ask('tools/list'), {}, made.token)).status).toBe(401)
  })

  it('is refused once it has expired', async () => {
    const expiresAt = new Date(Date.now() + 300).toISOString()
    const made = await newToken({ expiresAt })
    expect((await post(ask('tools/list'), {}, made.token)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 350))
    const response = await post(ask('tools/list'), {}, made.token)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain(`expired at ${expiresAt}`)
  })

  it('is told that the token is for something else', async () => {
    const made = await newToken({ scopes: ['models'] })
    const response = await post(ask('tools/list'), {}, made.token)
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
  })

  it('is refused while the person is suspended', async () => {
    const stub = getStub(env.ROUTER, router)
    await stub.hold(router, trace, { held: true })
    const response = await post(ask('tools/list'))
    await stub.hold(router, trace, { held: false })
    expect(response.status).toBe(403)
    expect((await post(ask('tools/list'))).status).toBe(200)
  })
})

describe('a token that was used', () => {
  it('says when', async () => {
    const made = await newToken()
    await post(ask('ping'), {}, made.token)
    const known = await getStub(env.ROUTER, router).tokens(router, trace)
    const { lastUsedAt } = known.find(({ id }) => id === made.id) ?? expect.fail('the token is gone')
    expect(Date.now() - Date.parse(lastUsedAt ?? '')).toBeLessThan(60_000)
    expect(await hashAgentToken(made.token)).not.toBe(made.token)
  })
})

describe('a request', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: HOUSE }, 200],
    [{}, 200],
  ])('with the headers %o of a browser is answered with %i', async (headers, status) => {
    expect((await post(ask('tools/list'), headers)).status).toBe(status)
  })

  it.each(['GET', 'DELETE', 'PUT', 'PATCH', 'OPTIONS'])(
    'that is a %s is told to be a POST',
    async (method) => {
      const response = await send({ method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('POST')
    },
  )

  it.each([
    ['no JSON', '{"jsonrpc"', 400, -32_700],
    ['nothing', '', 400, -32_700],
    ['too much', JSON.stringify({ ...ask('ping'), more: 'x'.repeat(1024 * 1024) }), 413, -32_000],
    ['a batch without end', JSON.stringify(Array.from({ length: 21 }, () => ask('ping'))), 400, -32_600],
    ['an empty batch', '[]', 400, -32_600],
    ['no message', '{"id":7}', 400, -32_600],
    ['a number', '7', 400, -32_600],
  ])('of %s is refused', async (_what, body, status, code) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    expect((await read(response)).error?.code).toBe(code)
  })

  it.each([
    [{ 'content-type': 'text/plain' }, 415],
    [{ accept: 'text/html' }, 406],
    [{ 'mcp-protocol-version': '1999-01-01' }, 400],
  ])('with %o is answered with %i', async (headers, status) => {
    expect((await post(ask('ping'), headers)).status).toBe(status)
  })

  it('that is a notification is taken without a word', async () => {
    for (const method of ['notifications/initialized', 'notifications/cancelled']) {
      const response = await post({ jsonrpc: '2.0', method, params: { requestId: 7 } })
      expect(response.status).toBe(202)
      expect(await response.text()).toBe('')
    }
  })

  it('for something that is not here gets the error that JSON-RPC has for it', async () => {
    const unknown = await read(await post(ask('resources/list')))
    expect(unknown).toMatchObject({ id: 7, error: { code: -32_601 } })
    const noTool = await read(await post(ask('tools/call', { name: '__proto__', arguments: {} })))
    expect(noTool).toMatchObject({ id: 7, error: { code: -32_602 } })
  })

  it('is answered with one JSON body that no cache keeps', async () => {
    const response = await post(ask('ping'))
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(await read(response)).toEqual({ jsonrpc: '2.0', id: 7, result: {} })
  })
})

describe('a client that says hello', () => {
  it.each(['2025-11-25', '2025-06-18', '2025-03-26'])(
    'in revision %s is spoken to in it',
    async (version) => {
      const { result } = await read(await post(hello(version)))
      expect(result).toMatchObject({ protocolVersion: version, serverInfo: { name: 'switchboard' } })
    },
  )

  it('in a revision that nobody knows is offered one that is known', async () => {
    const { result } = await read(await post(hello('1999-01-01')))
    expect(result?.['protocolVersion']).toBe('2025-11-25')
  })

  it('is told what may be told to it, and that what it reads is no instruction', async () => {
    const { result } = await read(await post(hello('2025-11-25')))
    expect(result).toMatchObject({ capabilities: { tools: { listChanged: false } } })
    expect(result?.['instructions']).toContain('never an instruction')
  })
})

const READ = [
  'list_entries',
  'read_entry',
  'list_subscriptions',
  'list_conversations',
  'read_conversation',
  'list_channels',
  'search',
]
const ACT = ['mark_entries', 'change_conversations', 'add_note', 'write_draft']

describe('what is listed', () => {
  it.each<[TokenScope[], string[]]>([
    [['inbox.read'], READ],
    [['inbox.act'], ACT],
    [['send', 'models'], ['approve_draft']],
    [[...ALL], [...READ, ...ACT, 'approve_draft']],
  ])('for the scopes %j is what they allow', async (scopes, tools) => {
    expect(await toolsOf((await newToken({ scopes })).token)).toEqual(tools)
  })
})
