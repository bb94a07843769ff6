import { expect, it, vi } from 'vitest'
import { providerOutbound } from './outbound.ts'

const KEY = { authorization: 'Bearer sk-secret' }

it('a provider that sends the question elsewhere is not followed, so that its key stays with it', async () => {
  vi.mocked(fetch).mockImplementation(async () => Response.redirect('https://elsewhere.example/models'))
  const send = providerOutbound({ allowNetwork: [] })
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
  const result = await providerOutbound({ allowNetwork: [] })(
    { url: 'https://models.example/v1/models' },
    { timeoutMs: 20 },
  )
  expect(result).toMatchObject({ ok: false, error: { code: 'outbound.timeout' } })
})
