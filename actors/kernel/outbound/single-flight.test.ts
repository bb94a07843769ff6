import { describe, expect, it } from 'vitest'
import { guardedFetch, outboundFlights, type OutboundRequest, type OutboundResult } from './guarded-fetch.ts'

const URL_OF_FEED = 'https://start.example/feed'

/** An actor's outbound side whose one site answers when told to. */
function actor() {
  const answers = Promise.withResolvers<void>()
  const seen: string[] = []
  const flights = outboundFlights()
  const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    const serial = seen.push(new Headers(init.headers).get('authorization') ?? 'nobody')
    await answers.promise
    return new Response(`answer ${serial}`)
  }
  const ask = (request: Partial<OutboundRequest> = {}, limits = {}): Promise<OutboundResult> =>
    guardedFetch({ url: URL_OF_FEED, ...request }, { fetch, policy: { allow: [] }, flights, limits })
  return { ask, seen, answer: answers.resolve }
}

function textOf(result: OutboundResult): string {
  return result.ok ? new TextDecoder().decode(result.value.body) : result.error.code
}

describe('identical concurrent requests', () => {
  it('share one fetch', async () => {
    const { ask, seen, answer } = actor()
    const asked = [ask(), ask(), ask({ url: `${URL_OF_FEED}#top`, method: 'get' })]
    answer()
    expect((await Promise.all(asked)).map(textOf)).toEqual(['answer 1', 'answer 1', 'answer 1'])
    expect(seen).toHaveLength(1)
  })

  it('are identical whatever the order and case of their headers', async () => {
    const { ask, seen, answer } = actor()
    const asked = [ask({ headers: { a: '1', b: '2' } }), ask({ headers: { B: '2', A: '1' } })]
    answer()
    await Promise.all(asked)
    expect(seen).toHaveLength(1)
  })

  it('give each caller a body and headers of its own', async () => {
    const { ask, answer } = actor()
    const asked = [ask(), ask()]
    answer()
    const [first, second] = await Promise.all(asked)
    if (first?.ok !== true || second?.ok !== true) throw new Error('both are answered')
    first.value.body.fill(0)
    first.value.headers.set('etag', 'mine')
    expect(textOf(second)).toBe('answer 1')
    expect(second.value.headers.get('etag')).toBeNull()
  })

  it('are not kept: who asks afterwards fetches anew', async () => {
    const { ask, seen, answer } = actor()
    answer()
    await ask()
    expect(textOf(await ask())).toBe('answer 2')
    expect(seen).toHaveLength(2)
  })

  it('share a failure, and the failure is not kept', async () => {
    const flights = outboundFlights()
    let fetches = 0
    const fetch = async (): Promise<Response> => {
      fetches += 1
      if (fetches <= 2) throw new TypeError('connection refused')
      return new Response('recovered')
    }
    const ask = () => guardedFetch({ url: URL_OF_FEED }, { fetch, policy: { allow: [] }, flights })
    expect((await Promise.all([ask(), ask()])).map(textOf)).toEqual([
      'outbound.unreachable',
      'outbound.unreachable',
    ])
    expect(textOf(await ask())).toBe('recovered')
    // The first request was sent twice, as an unanswered GET is; the third is the second flight's.
    expect(fetches).toBe(3)
  })
})

describe('requests that differ', () => {
  it.each<[string, Partial<OutboundRequest>, Partial<OutboundRequest>]>([
    ['in who asks', { headers: { authorization: 'Bearer a' } }, { headers: { authorization: 'Bearer b' } }],
    ['in whether anybody asks by name', { headers: { authorization: 'Bearer a' } }, {}],
    ['in their cookie', { headers: { cookie: 'a=1' } }, { headers: { cookie: 'a=2' } }],
    [
      'in the version they have',
      { headers: { 'if-none-match': '"1"' } },
      { headers: { 'if-none-match': '"2"' } },
    ],
    ['in their query', { url: `${URL_OF_FEED}?page=1` }, { url: `${URL_OF_FEED}?page=2` }],
    ['in their method', {}, { method: 'HEAD' }],
    ['in nothing but are no GET', { method: 'POST', body: '1' }, { method: 'POST', body: '1' }],
  ])('%s are fetched apart', async (_difference, one, other) => {
    const { ask, seen, answer } = actor()
    const asked = [ask(one), ask(other)]
    answer()
    await Promise.all(asked)
    expect(seen).toHaveLength(2)
  })

  it('in how much they may take are fetched apart', async () => {
    const { ask, seen, answer } = actor()
    const asked = [ask({}, { maxBytes: 3 }), ask()]
    answer()
    expect((await Promise.all(asked)).map(textOf)).toEqual(['outbound.too_large', 'answer 2'])
    expect(seen).toHaveLength(2)
  })
})
