import { describe, expect, test } from 'vitest'
import { ask, attemptAt, scriptProviders, TestRouter } from '../testing/calling.ts'
import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { answerCount } from './answer-count.ts'
import { NOTHING_USED } from './used.ts'

const BODY = { model: 'm', messages: [{ role: 'user', content: 'How long is this?' }] }
const chat: Partial<Attempt> = { kind: 'openai', protocol: 'openai-chat' }

function count(router: TestRouter) {
  return ask(router, {
    path: '/messages/count_tokens',
    search: '?beta=true',
    body: BODY,
    answer: answerCount,
  })
}

describe('tokens are counted', () => {
  test('by the provider, whose answer passes unchanged', async () => {
    const heard = scriptProviders({
      a: () => new Response('{ "input_tokens": 21 }', { headers: { 'content-type': 'application/json' } }),
    })
    const router = new TestRouter([attemptAt('b', 0, chat), attemptAt('a', 1, { model: 'other' })])
    const { response } = await count(router)
    expect(await response.text()).toBe('{ "input_tokens": 21 }')
    expect(response.headers.has('x-switchboard-estimated')).toBe(false)
    expect(heard.map(({ url }) => url)).toEqual(['https://a/v1/messages/count_tokens?beta=true'])
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ ...BODY, model: 'other' })
    expect(router.leases).toMatchObject([{ traits: { maxOutputTokens: 0, stream: false } }])
    expect(router.settlements).toMatchObject([{ status: 'ok', usage: NOTHING_USED, exact: true }])
  })

  test.each([
    ['where the route leads to another protocol', chat, 0],
    ['where the provider does not count', {}, 1],
  ])('by an estimate that says so, %s', async (_where, changes, asked) => {
    const heard = scriptProviders({ a: () => new Response('not here', { status: 404 }) })
    const router = new TestRouter([attemptAt('a', 0, changes)])
    const { response } = await count(router)
    expect(response.headers.get('x-switchboard-estimated')).toBe('true')
    expect(await response.json()).toEqual({ input_tokens: router.leases[0]?.traits.estimatedInputTokens })
    expect(heard).toHaveLength(asked)
    expect(router.settlements).toMatchObject([{ status: 'ok', usage: NOTHING_USED }])
  })

  test('by nobody where the provider refuses the request', async () => {
    scriptProviders({ a: () => new Response('{"type":"error"}', { status: 400 }) })
    const router = new TestRouter([attemptAt('a')])
    const { response } = await count(router)
    expect([response.status, await response.text()]).toEqual([400, '{"type":"error"}'])
    expect(router.settlements).toMatchObject([{ status: 'failed', httpStatus: 400 }])
  })
})
