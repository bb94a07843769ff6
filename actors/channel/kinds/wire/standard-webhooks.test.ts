import { describe, expect, it } from 'vitest'
import { isSigned, newSecret, signedHeaders } from './standard-webhooks.ts'

const NOW = 1_800_000_000_000
const body = new TextEncoder().encode('{"hello":"wörld"}')

async function signed(secret: string, at = NOW) {
  return { headers: await signedHeaders(secret, { id: 'msg_1', at, body }), body }
}

describe('a Standard Webhooks signature', () => {
  it('is the one of the published example', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const example = new TextEncoder().encode('{"test": 2432232314}')
    const at = 1_614_265_330_000
    const headers = await signedHeaders(secret, { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body: example })
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('is good for five minutes before and after, and no longer', async () => {
    const secret = newSecret()
    const request = await signed(secret)
    for (const seconds of [-300, -1, 0, 300]) {
      expect(await isSigned(request, secret, NOW + seconds * 1000)).toBe(true)
    }
    for (const seconds of [-301, 301, 365 * 24 * 3600]) {
      expect(await isSigned(request, secret, NOW + seconds * 1000)).toBe(false)
    }
  })

  it('covers the id, the time and each byte', async () => {
    const secret = newSecret()
    const { headers } = await signed(secret)
    const other = Uint8Array.from(body, (byte, index) => (index === 3 ? byte ^ 1 : byte))
    expect(await isSigned({ headers, body: other }, secret, NOW)).toBe(false)
    expect(await isSigned({ headers: { ...headers, 'webhook-id': 'msg_2' }, body }, secret, NOW)).toBe(false)
    const later = { ...headers, 'webhook-timestamp': String(NOW / 1000 + 1) }
    expect(await isSigned({ headers: later, body }, secret, NOW)).toBe(false)
    expect(await isSigned({ headers, body }, newSecret(), NOW)).toBe(false)
  })

  it('is refused where a header is missing or malformed', async () => {
    const secret = newSecret()
    const { headers } = await signed(secret)
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(await isSigned({ headers: { ...headers, [name]: '' }, body }, secret, NOW)).toBe(false)
    }
    const noNumber = { ...headers, 'webhook-timestamp': '1e9' }
    expect(await isSigned({ headers: noNumber, body }, secret, NOW)).toBe(false)
  })

  it('is found among those of older secrets', async () => {
    const secret = newSecret()
    const [old, { headers }] = [await signed(newSecret()), await signed(secret)]
    const both = `${old.headers['webhook-signature']} v1a,x ${headers['webhook-signature']}`
    expect(await isSigned({ headers: { ...headers, 'webhook-signature': both }, body }, secret, NOW)).toBe(
      true,
    )
  })
})
