import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../device.ts'
import type { House } from '../house.ts'
import { addProviders, Agent, KEYS, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { refuses } from './upstream/behaviour.ts'
import { HELLO, textOf } from './upstream/reply.ts'
import { vendorErrorOf } from './vendor-error.ts'

const PROMPT = 'a prompt that nobody else reads'

let house: House
let upstream: Upstream
let ann: Owner
let bob: Owner

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  bob = await settleIn(house, 'bob')
  await addProviders(ann, upstream.url)
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

/** Every file below a folder. */
function contentsOf(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }))
}

describe('a person without a provider', () => {
  it.each([
    ['/v1/messages', 'claude-x', /^400 anthropic invalid_request_error$/],
    ['/v1/chat/completions', 'gpt-x', /^400 openai invalid_request_error no_provider$/],
    ['/v1/responses', 'gpt-x', /^400 openai invalid_request_error no_provider$/],
  ])('is told at %s how to add one, with a status that no client retries', async (path, model, said) => {
    const answer = await bob.agent.ask(model, { path })
    const again = answer.clone()
    expect(await vendorErrorOf(answer)).toMatch(said)
    expect(await again.text()).toMatch(/provider/i)
  })

  it('may list models, of which there are none', async () => {
    expect((await bob.agent.openai.models.list()).data).toEqual([])
  })

  it('calls nothing with another person’s keys, though the model is theirs', async () => {
    await ann.agent.ask('claude-hers')
    const before = upstream.calls.length
    expect((await bob.agent.ask('claude-hers')).status).toBe(400)
    expect(upstream.calls.length).toBe(before)
  })
})

describe('of a person’s router another one', () => {
  it('sees no call, no usage, no provider, no token', async () => {
    await (await ann.agent.ask('claude-private')).text()
    const call = await ann.router.settled('claude-private')
    expect((await bob.router.calls()).calls.filter(({ model }) => model === 'claude-private')).toEqual([])
    expect(await bob.router.providers()).toEqual([])
    const today = call.at.slice(0, 10)
    const { total } = await bob.router.usage({ from: today, until: today })
    expect(total.usage.output).toBe(0)
    for (const path of [`calls/${call.id}`, `calls/${call.id}/content`]) {
      expect(await failureOf(await bob.device.fetch(`/api/router/${path}`))).toBe('404 call.not_found')
    }
  })

  it('changes nothing, though they know the ids', async () => {
    const [provider] = await ann.router.providers()
    const token = await ann.router.createToken({ name: 'known' })
    const limit = await ann.router.addLimit({
      metric: 'requests',
      period: 'month',
      amount: 100_000,
      scope: { kind: 'token', id: token.id },
    })
    const attempts: [string, string, unknown?][] = [
      ['DELETE', `tokens/${token.id}`],
      ['PATCH', `tokens/${token.id}`, { name: 'his' }],
      ['DELETE', `providers/${provider?.id}`],
      ['PATCH', `providers/${provider?.id}`, { name: 'his' }],
      ['POST', `providers/${provider?.id}/keys`, { secret: 'sk-his' }],
      ['POST', `providers/${provider?.id}/test`, {}],
      ['DELETE', `limits/${limit.id}`],
    ]
    for (const [method, path, body] of attempts) {
      expect(
        await failureOf(await bob.device.send(method, `/api/router/${path}`, body)),
        `${method} ${path}`,
      ).toMatch(/^404 /)
    }
    expect((await new Agent(house.url, token.token).ask('claude-x')).status).toBe(200)
  })
})

it('a token opens nothing but the model calls', async () => {
  const headers = { authorization: `Bearer ${ann.agent.token}`, 'x-api-key': ann.agent.token }
  for (const path of [
    '/api/account',
    '/api/entries',
    '/api/router/providers',
    '/api/router/tokens',
    '/api/router/calls',
  ]) {
    const answer = await fetch(house.url + path, { headers })
    expect(await failureOf(answer), path).toBe('401 auth.required')
  }
})

it('a session opens no model call', async () => {
  const answer = await ann.device.send('POST', '/v1/messages', {
    model: 'claude-x',
    max_tokens: 1,
    messages: [],
  })
  expect(answer.status).toBe(401)
})

describe('prompts and answers', () => {
  it('are not kept unless the token says so', async () => {
    await (await ann.agent.ask('claude-unkept')).text()
    const { id, hasContent } = await ann.router.settled('claude-unkept')
    expect(hasContent).toBe(false)
    expect(await failureOf(await ann.device.fetch(`/api/router/calls/${id}/content`))).toBe(
      '404 call.not_found',
    )
  })

  it.each([false, true])('are shown to their owner alone where it does (streamed: %s)', async (stream) => {
    const { token } = await ann.router.createToken({ name: 'kept', contentDays: 7 })
    const model = `claude-kept-${stream}`
    const body = JSON.stringify({
      model,
      stream,
      max_tokens: 9,
      messages: [{ role: 'user', content: PROMPT }],
    })
    const answer = await (await new Agent(house.url, token).post('/v1/messages', body)).text()
    const { id, hasContent } = await ann.router.settled(model)
    expect(hasContent).toBe(true)
    expect(await ann.router.content(id)).toEqual({ request: body, answer })
    expect(await failureOf(await bob.device.fetch(`/api/router/calls/${id}/content`))).toBe(
      '404 call.not_found',
    )
    expect((await fetch(`${house.url}/api/router/calls/${id}/content`)).status).toBe(401)
  })

  it('and keys lie sealed on the disk', async () => {
    const { token } = await ann.router.createToken({ name: 'sealed', contentDays: 7 })
    const body = JSON.stringify({
      model: 'claude-sealed',
      max_tokens: 9,
      messages: [{ role: 'user', content: PROMPT }],
    })
    await (await new Agent(house.url, token).post('/v1/messages', body)).text()
    await ann.router.settled('claude-sealed')
    const files = contentsOf(house.state)
    expect(files.length).toBeGreaterThan(3)
    const secrets = [...Object.values(KEYS), ann.agent.token, token, PROMPT, textOf(HELLO)]
    for (const { name, bytes } of files) {
      for (const secret of secrets) expect(bytes.includes(secret), `${name} has ${secret}`).toBe(false)
    }
  })
})

it('no secret stands in any answer of the API or any line of the log', async () => {
  upstream.script('claude-fails', refuses(500))
  await (await ann.agent.ask('claude-fails')).text()
  await (await ann.agent.post('/v1/messages', '{')).text()
  const answers = await Promise.all(
    ['providers', 'tokens', 'routes', 'limits', 'calls', 'prices'].map(async (path) => {
      const answer = await ann.device.fetch(`/api/router/${path}`)
      expect(answer.status, path).toBe(200)
      return answer.text()
    }),
  )
  const secrets = [...Object.values(KEYS), ann.agent.token, bob.agent.token, PROMPT]
  for (const text of [...answers, house.logs()]) {
    for (const secret of secrets) expect(text).not.toContain(secret)
  }
})
