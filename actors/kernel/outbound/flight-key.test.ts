import { expect, it } from 'vitest'
import { flightKey } from './flight-key.ts'
import { OUTBOUND_LIMITS } from './limits.ts'

it('the name of a flight tells nothing about the secrets in it', async () => {
  const headers = new Headers({ authorization: 'Bearer hunter2' })
  const url = new URL('https://start.example/feed?token=hunter2')
  expect(await flightKey({ url, method: 'GET', headers, body: null }, OUTBOUND_LIMITS)).toMatch(
    /^[0-9a-f]{64}$/,
  )
})
