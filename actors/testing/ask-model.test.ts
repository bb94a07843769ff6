import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import { getStub } from '@switchboard/shared-types/door'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { RouterId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { addProviders, answering, ANSWER, KEY, ModelServers, refusal } from './model-servers.ts'

const trace = startTrace('test')
const QUESTION: Question = {
  purpose: 'summary',
  model: 'switchboard-small',
  system: 'Sum it up.',
  prompt: 'Ferries leave at nine.',
  maxOutputTokens: 300,
}

function newRouter(): RouterId {
  return routerOf(newId('per'))
}

async function ask(router: RouterId, question: Partial<Question> = {}) {
  const send = providerFetch(env.WORKERS_AI)
  return await askModel({ env, router, send }, trace, { ...QUESTION, ...question })
}

/** What the ledger tells, newest first. */
async function callsOf(router: RouterId) {
  const page = await getStub(env.ROUTER, router).calls(router, trace, { limit: 50 })
  if (!page.ok) throw new Error(page.error.code)
  return page.value.calls
}

describe('a question of an actor', () => {
  it('is answered by an OpenAI-compatible server and booked once, cached tokens counted once', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat'])
    const answer = await ask(router)
    const calls = await callsOf(router)
    expect(answer).toEqual({ ok: true, value: { text: ANSWER, model: 'small-chat', callId: calls[0]?.id } })
    expect(calls).toMatchObject([
      {
        status: 'ok',
        httpStatus: 200,
        token: { name: 'Switchboard' },
        model: 'switchboard-small',
        session: 'summary',
        agent: 'switchboard/summary',
        usage: { input: 40, output: 7, cacheRead: 100, cacheWrite: 0, cacheWriteLong: 0, reasoning: 2 },
        exact: true,
        attempts: [{ provider: 'chat', model: 'small-chat', status: 200, reason: null }],
        hasContent: false,
      },
    ])
    const [asked] = servers.asked
    expect(asked?.url).toBe('https://chat.example/v1/chat/completions')
    expect(asked?.body).toEqual({
      model: 'small-chat',
      max_tokens: 300,
      messages: [
        { role: 'system', content: 'Sum it up.' },
        { role: 'user', content: 'Ferries leave at nine.' },
      ],
    })
    expect(await getStub(env.ROUTER, router).running(router, trace)).toEqual([])
  })

  it('is answered by Anthropic in its own protocol, with the key of the lease and no other header of ours', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['claude'])
    expect(await ask(router)).toMatchObject({ value: { text: ANSWER, model: 'claude-haiku-4-5' } })
    const [asked] = servers.asked
    expect(asked?.url).toBe('https://claude.example/v1/messages')
    expect(asked?.body).toMatchObject({ model: 'claude-haiku-4-5', max_tokens: 300 })
    expect([...(asked?.headers.keys() ?? [])].toSorted()).toEqual([
      'accept-encoding',
      'anthropic-version',
      'content-type',
      'x-api-key',
    ])
    expect(await callsOf(router)).toMatchObject([
      { status: 'ok', usage: { input: 40, output: 7, cacheRead: 100, cacheWrite: 30 } },
    ])
  })

  it('goes to the next provider after an error of the first, and the ledger tells both', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat', 'claude'])
    servers.next('chat.example', refusal(500, 'out of order'))
    expect(await ask(router)).toMatchObject({ value: { model: 'claude-haiku-4-5' } })
    expect(servers.hosts()).toEqual(['chat.example', 'claude.example'])
    expect(await callsOf(router)).toMatchObject([
      {
        status: 'ok',
        provider: 'claude',
        attempts: [
          { provider: 'chat', status: 500, reason: '500: out of order' },
          { provider: 'claude', status: 200, reason: null },
        ],
      },
    ])
  })

  it.each([
    ['asks for patience', refusal(429, 'slow down', { 'retry-after': '120' }), '429: slow down'],
    ['answers with what is no answer', () => new Response('<p>hello</p>'), 'could not be read'],
    ['answers with JSON of another kind', () => Response.json({ hello: 1 }), 'could not be read'],
    [
      'redirects, where the key must not follow',
      () => Response.redirect('https://evil.example/'),
      'redirects',
    ],
    [
      'says more than anyone would read',
      () => new Response('x'.repeat(1_000_001)),
      'more than 1000000 bytes',
    ],
    [
      'refuses the key, and repeats it',
      refusal(401, `the key ${KEY} is not known`),
      '401: the key *** is not known',
    ],
    [
      'breaks the connection',
      () => {
        throw new TypeError('connection reset')
      },
      'could not be reached',
    ],
  ])('goes to the next provider where the first %s', async (_, reply, reason) => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['claude', 'chat'])
    servers.next('claude.example', reply)
    expect(await ask(router)).toMatchObject({ value: { model: 'small-chat' } })
    const [call] = await callsOf(router)
    expect(call?.attempts[0]?.reason).toContain(reason)
    expect(JSON.stringify(call)).not.toContain(KEY)
    expect(servers.hosts()).toEqual(['claude.example', 'chat.example'])
  })

  it('waits for a provider no longer than its route says', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['claude', 'chat'], { timeoutSeconds: 1 })
    servers.next('claude.example', () => new Promise<Response>(() => {}))
    expect(await ask(router)).toMatchObject({ value: { model: 'small-chat' } })
    const [call] = await callsOf(router)
    expect(call?.attempts[0]).toMatchObject({
      status: null,
      reason: 'claude.example did not answer in full within 1 seconds.',
    })
  })

  it('that is wrong itself is not asked again elsewhere', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['claude', 'chat'])
    servers.next('claude.example', refusal(400, 'prompt is too long'))
    expect(await ask(router)).toMatchObject({
      error: { code: 'model.unavailable', message: '400: prompt is too long' },
    })
    expect(servers.hosts()).toEqual(['claude.example'])
    expect(await callsOf(router)).toMatchObject([
      { status: 'failed', httpStatus: 400, usage: null, costUsd: 0 },
    ])
  })

  it('that nobody answers is settled as failed, once, and says why in a sentence', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['claude', 'chat'])
    servers.next('claude.example', refusal(529, 'Overloaded'))
    servers.next('chat.example', refusal(503, 'try later'))
    expect(await ask(router)).toMatchObject({
      error: { code: 'model.unavailable', message: '503: try later' },
    })
    expect(await callsOf(router)).toMatchObject([{ status: 'failed', attempts: [{}, {}] }])
    expect(await getStub(env.ROUTER, router).running(router, trace)).toEqual([])
  })

  it('that is answered with no text is booked all the same', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat'])
    const choices = [{ index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'length' }]
    servers.next('chat.example', answering({ choices }))
    expect(await ask(router)).toMatchObject({ error: { message: 'small-chat answered with no text.' } })
    expect(await callsOf(router)).toMatchObject([{ status: 'ok', usage: { output: 7 } }])
  })

  it('is booked by an estimate where the provider does not count', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat'])
    servers.next('chat.example', answering({ usage: undefined }))
    expect(await ask(router)).toMatchObject({ ok: true })
    const [call] = await callsOf(router)
    expect(call).toMatchObject({ exact: false, usage: { output: Math.ceil(ANSWER.length / 4) } })
  })

  it('keeps what was asked and answered where the person wants that of Switchboard’s own calls', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat'])
    await ask(router)
    const stub = getStub(env.ROUTER, router)
    const [own] = await stub.tokens(router, trace)
    if (own === undefined) throw new Error('no own token')
    await stub.updateToken(router, trace, { id: own.id, contentDays: 1 })
    const answer = await ask(router)
    if (!answer.ok) throw new Error(answer.error.message)
    const content = await stub.content(router, trace, answer.value.callId)
    if (!content.ok) throw new Error(content.error.code)
    expect(content.value.answer).toBe(ANSWER)
    expect(content.value.request).toContain('Ferries leave at nine.')
    expect(servers.asked).toHaveLength(2)
  })
})

describe('what a route sets', () => {
  it('is said to a server of OpenAI’s protocol, and a bound by the name that OpenAI itself takes', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    const overrides = { reasoning_effort: 'minimal', temperature: null, user: null }
    await addProviders(router, ['openai'], { overrides })
    expect(await ask(router)).toMatchObject({ ok: true })
    const [asked] = servers.asked
    expect(asked?.body).toMatchObject({ max_completion_tokens: 300, reasoning_effort: 'minimal' })
    expect(Object.keys(asked?.body ?? {})).not.toContain('max_tokens')
    expect(Object.keys(asked?.body ?? {})).not.toContain('user')
  })

  it('is said to Anthropic where it means the same, and noted where it can not be said', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    const overrides = { temperature: 0.2, max_tokens: 50, reasoning_effort: 'low' }
    await addProviders(router, ['claude'], { overrides })
    expect(await ask(router)).toMatchObject({ ok: true })
    expect(servers.asked[0]?.body).toMatchObject({ temperature: 0.2, max_tokens: 50 })
    expect(servers.asked[0]?.body).not.toHaveProperty('reasoning_effort')
    const [call] = await callsOf(router)
    expect(call?.notes).toEqual([expect.stringContaining('reasoning_effort dropped')])
  })
})

describe('a question that the router refuses', () => {
  it('reaches nobody and says the router’s own word, where there is no provider', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    const answer = await ask(router)
    expect(answer).toMatchObject({ error: { code: 'model.unavailable' } })
    expect(answer.ok ? '' : answer.error.message).toMatch(/provider/i)
    expect(servers.asked).toEqual([])
    expect(await callsOf(router)).toEqual([])
  })

  it('is refused when the limit of its own token is reached, and other tokens are not', async () => {
    const servers = new ModelServers()
    const router = newRouter()
    await addProviders(router, ['chat'])
    await ask(router)
    const stub = getStub(env.ROUTER, router)
    const [own] = await stub.tokens(router, trace)
    if (own === undefined) throw new Error('no own token')
    const scope = { kind: 'token' as const, id: own.id }
    const limit = { metric: 'requests', period: 'day', amount: 1, scope, warnAt: null } as const
    expect(await stub.addLimit(router, trace, limit)).toMatchObject({ ok: true })
    const answer = await ask(router)
    expect(answer).toMatchObject({ error: { code: 'model.unavailable' } })
    expect(answer.ok ? '' : answer.error.message).toMatch(/limit/i)
    expect(servers.asked).toHaveLength(1)
  })
})

it('a question for the network’s own models goes to their binding, and says where there is none', async () => {
  const servers = new ModelServers()
  const router = newRouter()
  const input = AddProvider.parse({ kind: 'workers-ai-binding', smallModel: '@cf/meta/llama' })
  expect(await getStub(env.ROUTER, router).addProvider(router, trace, input)).toMatchObject({ ok: true })
  const answer = await ask(router)
  expect(answer.ok ? '' : answer.error.message).toMatch(/^501: Workers AI is not bound/)
  expect(servers.asked).toEqual([])
  expect(await callsOf(router)).toMatchObject([{ status: 'failed', httpStatus: 501 }])
})
