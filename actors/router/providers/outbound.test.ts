import { expect, it, vi } from 'vitest'
import { providerFetch, WORKERS_AI_URL } from '@switchboard/shared-types/contracts/workers-ai'
import { providerOutbound } from './outbound.ts'

const NOWHERE = providerFetch({ fetch: async () => new Response(null, { status: 599 }) })

const KEY = { authorization: 'Bearer sk-secret' }

it('a provider that sends the question elsewhere is not followed, so that its key stays with it', async () => {
  vi.mocked(fetch).mockImplementation(async () => Response.redirect('https://elsewhere.example/models'))
  const send = providerOutbound({ allowNetwork: [] }, NOWHERE)
  const result = await send({ url: 'https://models.example/v1/models', headers: KEY }, { timeoutMs: 1_000 })
  expect(result).toMatchObject({ ok: false, error: { code: 'outbound.too_many_redirects' } })
  expect(vi.mocked(fetch).mock.calls.map(([url]) => url)).toEqual(['https://models.example/v1/models'])
})

it('a provider that answers nobody is given up when its time is over', async () => {
  vi.mocked(fetch).mockImplementation(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      }),
  )
  const result = await providerOutbound({ allowNetwork: [] }, NOWHERE)(
    { url: 'https://models.example/v1/models' },
    { timeoutMs: 20 },
  )
  expect(result).toMatchObject({ ok: false, error: { code: 'outbound.timeout' } })
})

it('the address of the binding is asked of the binding, and of nobody on the network', async () => {
  const asked: string[] = []
  const binding = {
    fetch: async (input: RequestInfo | URL) => {
      asked.push(new Request(input).url)
      return Response.json({ data: [] })
    },
  }
  const send = providerOutbound({ allowNetwork: [] }, providerFetch(binding))
  const result = await send({ url: `${WORKERS_AI_URL}/models` }, { timeoutMs: 1_000 })
  expect(result).toMatchObject({ ok: true, value: { status: 200 } })
  expect(asked).toEqual([`${WORKERS_AI_URL}/models`])
  expect(fetch).not.toHaveBeenCalled()
})
