import { describe, expect, test } from 'vitest'
import { ask, attemptAt, HELLO, scriptProviders, streaming, TestRouter } from '../testing/calling.ts'
import { CHAT, MESSAGE, USED } from '../testing/sse.ts'

const WHOLE = '{"id":"msg_1", "content":[] ,"usage":{"input_tokens":12,"output_tokens":7}}'

function answering(body: string, headers: Readonly<Record<string, string>> = {}): () => Response {
  return () => new Response(body, { headers: { 'content-type': 'application/json', ...headers } })
}

describe('between a client and a provider of one protocol', () => {
  test('the body passes byte for byte, and the query with it', async () => {
    const body =
      '\uFEFF{ "x" : 1.50e+3,\t"messages":[{"role":"user","content":"\\u00e9🙂"}],"model":"m" }\r\n'
    const heard = scriptProviders({ a: answering(WHOLE) })
    const { response } = await ask(new TestRouter([attemptAt('a')]), { body, search: '?beta=true' })
    expect(heard[0]?.url).toBe('https://a/v1/messages?beta=true')
    expect(new TextEncoder().encode(heard[0]?.body)).toEqual(new TextEncoder().encode(body.slice(1)))
    expect(await response.text()).toBe(WHOLE)
  })

  test('only the model and what the route sets is changed in it', async () => {
    const heard = scriptProviders({ a: answering(WHOLE) })
    const overrides = { top_k: 5, metadata: null, stream: false }
    const attempt = attemptAt('a', 0, { model: 'other', overrides, baseUrl: 'https://a/v1/' })
    await ask(new TestRouter([attempt]), {
      body: '{"model":"m", "metadata":{"user_id":"u"},"messages":[],"stream":true}',
    })
    expect(heard[0]?.url).toBe('https://a/v1/messages')
    expect(heard[0]?.body).toBe('{"model":"other","messages":[],"stream":false,"top_k":5}')
  })

  test('unknown headers pass, and nothing that is ours or of one connection does', async () => {
    const heard = scriptProviders({ a: answering(WHOLE) })
    const passing = {
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'context-management-2025-06-27,new-2027-01-01',
      'anthropic-later': 'x',
      'x-stainless-lang': 'js',
      'user-agent': 'claude-cli/2.1 (external)',
      'x-claude-code-session-id': 's-1',
      'openai-organization': 'o',
    }
    const stopped = {
      'x-api-key': 'sk-own',
      cookie: 'a=b',
      'cf-connecting-ip': '203.0.113.7',
      'x-forwarded-for': '203.0.113.7',
      'sec-fetch-mode': 'cors',
      origin: 'https://other.example',
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
      te: 'trailers',
      'accept-encoding': 'gzip, br',
    }
    await ask(new TestRouter([attemptAt('a')]), { headers: { ...passing, ...stopped } })
    const sent = Object.fromEntries(heard[0]?.headers ?? [])
    expect(sent).toMatchObject(passing)
    expect(sent).toMatchObject({ 'x-api-key': 'sk-secret-of-a', 'accept-encoding': 'identity' })
    for (const name of ['authorization', 'cookie', 'cf-connecting-ip', 'x-forwarded-for', 'sec-fetch-mode']) {
      expect(sent).not.toHaveProperty(name)
    }
    for (const name of ['origin', 'x-hop', 'te']) expect(sent).not.toHaveProperty(name)
  })

  test('the provider’s headers pass back with our id, and none that speaks of its own connection or host', async () => {
    const passing = { 'request-id': 'req_theirs', 'anthropic-ratelimit-requests-remaining': '9' }
    const stopped = {
      'set-cookie': 'a=b',
      'strict-transport-security': 'max-age=1',
      'access-control-allow-origin': '*',
      'alt-svc': 'h3',
    }
    scriptProviders({ a: answering(WHOLE, { ...passing, ...stopped }) })
    const { response } = await ask(new TestRouter([attemptAt('a')]))
    const given = Object.fromEntries(response.headers)
    expect(given).toMatchObject({ ...passing, 'x-switchboard-request-id': 'req_of_this_test' })
    for (const name of Object.keys(stopped)) expect(given).not.toHaveProperty(name)
  })

  test('a provider that names no request gets our name for it', async () => {
    scriptProviders({ a: answering(WHOLE) })
    const { response } = await ask(new TestRouter([attemptAt('a', 0, { protocol: 'openai-chat' })]), {
      protocol: 'openai-chat',
    })
    expect(response.headers.get('x-request-id')).toBe('req_of_this_test')
  })

  test('an error passes unmodified, and says when to try again', async () => {
    const body = '{"type":"error","error":{"type":"invalid_request_error","message":"no \\u00e9"},  "x":1}'
    const headers = { 'retry-after': '7', 'x-should-retry': 'false', 'content-type': 'application/json' }
    scriptProviders({ a: () => new Response(body, { status: 429, headers }) })
    const router = new TestRouter([attemptAt('a')])
    const { response } = await ask(router)
    expect([response.status, await response.text()]).toEqual([429, body])
    expect(Object.fromEntries(response.headers)).toMatchObject(headers)
    expect(router.settlements).toMatchObject([
      {
        status: 'failed',
        httpStatus: 429,
        usage: null,
        attempts: [{ status: 429, fault: 'rate-limit', retryAfterSeconds: 7 }],
      },
    ])
  })

  test.each([
    ['anthropic-messages', MESSAGE],
    ['openai-chat', CHAT],
  ] as const)(
    'a stream of %s passes byte for byte, and is booked by what it says',
    async (protocol, pieces) => {
      scriptProviders({ a: streaming([': hi\r\n\r\n', ...pieces, 'event: later\ndata: {"x":1}\n\n']) })
      const router = new TestRouter([attemptAt('a', 0, { protocol })])
      const { response, settled } = await ask(router, {
        protocol,
        body: { ...HELLO[protocol], stream: true },
      })
      expect(await response.text()).toBe(
        [': hi\r\n\r\n', ...pieces, 'event: later\ndata: {"x":1}\n\n'].join(''),
      )
      await settled()
      expect(router.settlements).toMatchObject([{ status: 'ok', httpStatus: 200, usage: USED, exact: true }])
      expect(router.settlements[0]?.ttfbMs).toBeTypeOf('number')
    },
  )

  test('a stream that counts nothing is booked by an estimate that says so', async () => {
    const pieces = CHAT.filter((piece) => !piece.includes('usage'))
    scriptProviders({ a: streaming(pieces) })
    const router = new TestRouter([attemptAt('a', 0, { protocol: 'openai-chat' })])
    const body = { ...HELLO['openai-chat'], stream: true }
    const { response, settled } = await ask(router, { protocol: 'openai-chat', body })
    await response.text()
    await settled()
    const [settlement] = router.settlements
    expect(settlement).toMatchObject({ status: 'ok', exact: false })
    expect(settlement?.usage?.input).toBe(router.leases[0]?.traits.estimatedInputTokens)
    expect(settlement?.usage?.output).toBeGreaterThan(0)
  })
})

test('the lease is told which session and which agent asks', async () => {
  scriptProviders({ a: answering(WHOLE) })
  const router = new TestRouter([attemptAt('a')])
  const headers = { 'x-claude-code-session-id': 's-1', 'user-agent': 'claude-cli/2.1 (external, cli)' }
  await ask(router, { headers })
  expect(router.leases).toMatchObject([
    { protocol: 'anthropic-messages', session: 's-1', agent: 'claude-cli/2.1', traits: { model: 'm' } },
  ])
})
