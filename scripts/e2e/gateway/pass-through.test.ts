import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { claudeCodeBytes, CLAUDE_CODE_HEADERS } from './claude-code.ts'
import { addProviders, isolate, KEYS, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { BYTE_BY_BYTE, errorBody, failsAfter } from './upstream/behaviour.ts'
import type { UpstreamCall } from './upstream/call.ts'
import { usage } from './upstream/reply.ts'
import type { Reply } from './upstream/reply.ts'

const RICH: Reply = {
  parts: [
    { kind: 'thinking', text: 'Hm, 漢字 …', signature: 'EqQBCkYIBxgCKkA=' },
    { kind: 'text', text: 'Grüße, 🦊! "quoted" \\ \u2028' },
    { kind: 'call', id: 'toolu_1', name: 'Bash', input: { command: 'ls -la "ü"' } },
  ],
  usage: usage({ input: 7, output: 30, cacheRead: 1_000, cacheWrite: 20, cacheWriteLong: 5 }),
  stop: 'end',
}
const SAME_PROTOCOL = [
  ['/v1/messages', 'claude'],
  ['/v1/chat/completions', 'gpt'],
  ['/v1/chat/completions', 'local'],
  ['/v1/responses', 'gpt'],
] as const

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

function only(model: string): UpstreamCall {
  const [call, ...more] = upstream.of(model)
  if (call === undefined || more.length > 0) throw new Error(`${model} was asked ${more.length + 1} times`)
  return call
}

describe('a request', () => {
  it('of Claude Code reaches the provider byte for byte, with its beta header and every other one', async () => {
    const bytes = claudeCodeBytes('claude-opus-5-5')
    expect(bytes.length).toBeGreaterThan(45_000)
    const answer = await ann.agent.post('/v1/messages?beta=true', new Uint8Array(bytes), {
      headers: CLAUDE_CODE_HEADERS,
    })
    await answer.text()
    const { headers, query, bytes: received } = only('claude-opus-5-5')
    expect(received.equals(bytes)).toBe(true)
    expect(query).toBe('beta=true')
    expect(headers).toMatchObject(CLAUDE_CODE_HEADERS)
    expect(await ann.router.settled('claude-opus-5-5')).toMatchObject({
      session: CLAUDE_CODE_HEADERS['x-claude-code-session-id'],
      agent: 'claude-cli/2.1.329',
    })
  })

  it.each(SAME_PROTOCOL)(
    'to %s for %s keeps white space, order, escapes and unknown fields',
    async (path, kind) => {
      const model = `${kind}-bytes${path.replaceAll('/', '-')}`
      const body = Buffer.from(
        ` {"zeta" : [1, 2.50, 1e400],\r\n "model":"${model}", "max_tokens" : 16, "input":"h\\u0069", "messages": [ {"role":"user","content":"h\\u0069 ü","x":{}} ] , "a":null }  `,
      )
      const answer = await ann.agent.post(path, new Uint8Array(body), { headers: { 'x-unknown': 'kept' } })
      expect(answer.status).toBe(200)
      expect(only(model).bytes.toString()).toBe(body.toString())
      expect(only(model).headers['x-unknown']).toBe('kept')
    },
  )

  it('carries the provider’s key, and neither the token nor what is the house’s own', async () => {
    const model = 'claude-secret'
    const headers = { 'x-api-key': ann.agent.token, cookie: ann.device.cookieHeader() }
    await ann.agent.post('/v1/messages', `{"model":"${model}","max_tokens":1,"messages":[]}`, { headers })
    const call = only(model)
    expect(call.headers['x-api-key']).toBe(KEYS.claude)
    expect(JSON.stringify(call.headers)).not.toContain(ann.agent.token.slice(-20))
    expect(call.headers).not.toHaveProperty('cookie')
    expect(call.headers.host).toBe(new URL(upstream.url).host)
    await ann.agent.ask('gpt-secret', { path: '/v1/chat/completions' })
    expect(only('gpt-secret').headers.authorization).toBe(`Bearer ${KEYS.openai}`)
  })
})

describe('an answer', () => {
  describe.each(SAME_PROTOCOL)('from %s for %s', (path, kind) => {
    const suffix = path.replaceAll('/', '-')

    it('has the very bytes of the provider, whole and streamed', async () => {
      for (const stream of [false, true]) {
        const model = `${kind}-rich${suffix}-${stream}`
        upstream.script(model, { reply: RICH })
        const answer = await ann.agent.ask(model, { path, stream })
        const bytes = Buffer.from(await answer.arrayBuffer())
        expect(bytes.equals(only(model).sent)).toBe(true)
        expect(answer.headers.get('content-type')).toBe(
          stream ? 'text/event-stream; charset=utf-8' : 'application/json',
        )
        expect(await ann.router.settled(model)).toMatchObject({ status: 'ok', stream, notes: [] })
      }
    })

    it('that comes in single bytes is passed on as it is, and its usage is still read', async () => {
      const model = `${kind}-split${suffix}`
      upstream.script(model, { ...BYTE_BY_BYTE, reply: RICH })
      const body = path === '/v1/chat/completions' ? { stream_options: { include_usage: true } } : {}
      const answer = await ann.agent.ask(model, { path, stream: true, ...body })
      expect(Buffer.from(await answer.arrayBuffer()).equals(only(model).sent)).toBe(true)
      const call = await ann.router.settled(model)
      expect(call).toMatchObject({ exact: true, usage: { output: 30, cacheRead: 1_000 } })
    })

    it.each([400, 401, 403, 404, 413, 422, 429, 500, 503, 529])(
      'of status %i keeps the provider’s error body',
      async (status) => {
        const model = `${kind}-error${suffix}-${status}`
        if ([401, 403, 429].includes(status)) await isolate(ann, model, kind, upstream.url)
        upstream.script(model, {
          status,
          headers: { 'x-should-retry': 'false', 'retry-after': '17', 'retry-after-ms': '17000' },
          body: errorBody(path, status),
        })
        const answer = await ann.agent.ask(model, { path })
        expect(answer.status).toBe(status)
        expect(await answer.text()).toBe(errorBody(path, status))
        expect(Object.fromEntries(answer.headers)).toMatchObject({
          'x-should-retry': 'false',
          'retry-after': '17',
          'retry-after-ms': '17000',
        })
      },
    )
  })

  it('keeps the provider’s own headers and its request id', async () => {
    const answer = await ann.agent.ask('claude-headers')
    expect(answer.headers.get('anthropic-ratelimit-requests-remaining')).toBe('7')
    const openai = await ann.agent.ask('gpt-headers', { path: '/v1/chat/completions' })
    expect(openai.headers.get('x-ratelimit-remaining-requests')).toBe('7')
  })

  it('is not held back: each event arrives when it was sent', async () => {
    upstream.script('claude-slow', { reply: RICH, gapMs: 40 })
    const answer = await ann.agent.ask('claude-slow', { stream: true })
    const pieces: string[] = []
    for await (const piece of answer.body ?? []) {
      if (pieces.length === 0) expect(only('claude-slow').outcome).toBe('running')
      pieces.push(Buffer.from(piece).toString())
    }
    expect(pieces.length).toBeGreaterThan(10)
  })

  it('keeps an error event in the middle of a stream as it is', async () => {
    upstream.script('claude-overloaded', failsAfter(4))
    const answer = await ann.agent.ask('claude-overloaded', { stream: true })
    expect(await answer.text()).toBe(only('claude-overloaded').sent.toString())
    expect(await ann.router.settled('claude-overloaded')).toMatchObject({ status: 'cut' })
  })

  it('that is compressed is readable', async () => {
    const body =
      '{"id":"msg_1","type":"message","role":"assistant","content":[],"usage":{"input_tokens":3,"output_tokens":4}}'
    upstream.script('claude-gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) })
    const answer = await ann.agent.ask('claude-gzip')
    expect(await answer.text()).toBe(body)
    expect(await ann.router.settled('claude-gzip')).toMatchObject({ usage: { input: 3, output: 4 } })
  })
})
