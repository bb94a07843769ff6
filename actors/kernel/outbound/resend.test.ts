import { describe, expect, it } from 'vitest'
import { guardedFetch } from './guarded-fetch.ts'

const policy = { allow: [] }

/** A server that drops the first connections without an answer. */
function dropping(times: number) {
  const calls: string[] = []
  const fetch = async (url: string): Promise<Response> => {
    calls.push(url)
    if (calls.length <= times) throw new TypeError('Network connection lost.')
    return new Response('here')
  }
  return { calls, fetch }
}

describe('a request that gets no answer', () => {
  it('is sent once more when it is a GET', async () => {
    const { calls, fetch } = dropping(1)
    const answer = await guardedFetch({ url: 'https://example.com/' }, { fetch, policy })
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } })
    expect(calls).toHaveLength(2)
  })

  it('is not sent a third time', async () => {
    const { calls, fetch } = dropping(5)
    const answer = await guardedFetch({ url: 'https://example.com/' }, { fetch, policy })
    expect(answer).toMatchObject({ ok: false, error: { code: 'outbound.unreachable' } })
    expect(calls).toHaveLength(2)
  })

  it('is not sent again when it is a POST', async () => {
    const { calls, fetch } = dropping(1)
    const answer = await guardedFetch(
      { url: 'https://example.com/', method: 'POST', body: 'x' },
      { fetch, policy },
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'outbound.unreachable' } })
    expect(calls).toHaveLength(1)
  })
})
