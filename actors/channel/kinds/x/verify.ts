import { fromBase64 } from '@switchboard/kernel/seal/base64'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Verdict } from '../kind.ts'
import { hmacSha256, isHmacSha256, toHex } from '../wire/hmac.ts'

const OPENING_BRACE = 0x7b

/**
 * Judges a request of X's webhooks. GET: a challenge, answered with its HMAC-SHA256. POST: `x-twitter-webhooks-signature`
 * is `sha256=` and the HMAC-SHA256 of the raw body, in base64. Both are made with the app's consumer secret, so nothing
 * that could be a payload is signed as a challenge, and nothing that could be a challenge is taken as a payload.
 * Source: https://docs.x.com/x-api/webhooks/quickstart
 */
export async function verifyX(request: HookRequest, consumerSecret: string | null): Promise<Verdict> {
  if (consumerSecret === null)
    return refuse(403, 'This channel was connected without a consumer secret, so it takes no webhooks.')
  if (request.method === 'GET') return await answerChallenge(request.url, consumerSecret)
  if (request.method !== 'POST') return refuse(405, 'X sends GET and POST requests.')
  const given = /^sha256=(.+)$/.exec(request.headers['x-twitter-webhooks-signature'] ?? '')?.[1] ?? ''
  const mac = toHex(fromBase64(given) ?? new Uint8Array())
  if (!(await isHmacSha256(consumerSecret, request.body, mac)))
    return refuse(401, 'The signature does not match.')
  return request.body[0] === OPENING_BRACE ? { verdict: 'accept' } : refuse(400, 'X sends JSON objects.')
}

async function answerChallenge(url: string, consumerSecret: string): Promise<Verdict> {
  const query = URL.parse(url, 'https://switchboard.invalid')?.searchParams
  // A plus sign that was not escaped reads as a blank, and base64 has none.
  const token = (query?.get('crc_token') ?? '').replaceAll(' ', '+')
  if (!/^[\w+/-]{1,200}={0,2}$/.test(token)) return refuse(400, 'The crc_token is none of X.')
  const mac = await hmacSha256(consumerSecret, new TextEncoder().encode(token))
  const body = JSON.stringify({ response_token: `sha256=${Uint8Array.fromHex(mac).toBase64()}` })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { verdict: 'answer', answer: { status: 200, headers, body } }
}

function refuse(status: 400 | 401 | 403 | 405, reason: string): Verdict {
  return { verdict: 'refuse', status, reason }
}
