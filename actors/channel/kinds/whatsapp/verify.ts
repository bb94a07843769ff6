import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Verdict } from '../kind.ts'
import { isHmacSha256, isSameSecret } from '../wire/hmac.ts'
import type { WhatsAppSecrets } from './account.ts'

/**
 * Judges a request of Meta's webhooks. GET: the address is verified, our token comes along and the challenge goes back.
 * POST: `X-Hub-Signature-256` is HMAC-SHA256 with the app's secret over the raw bytes, escapes as they stand there.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export async function verifyWhatsApp(
  request: HookRequest,
  { appSecret, verifyToken }: WhatsAppSecrets,
): Promise<Verdict> {
  if (request.method === 'GET') return await verifyAddress(request.url, verifyToken)
  if (request.method !== 'POST')
    return { verdict: 'refuse', status: 405, reason: 'Meta sends GET and POST requests.' }
  const signature = /^sha256=(.*)$/.exec(request.headers['x-hub-signature-256'] ?? '')?.[1] ?? ''
  if (await isHmacSha256(appSecret, request.body, signature)) return { verdict: 'accept' }
  return { verdict: 'refuse', status: 401, reason: 'The signature does not match.' }
}

async function verifyAddress(url: string, verifyToken: string): Promise<Verdict> {
  const query = URL.parse(url, 'https://switchboard.invalid')?.searchParams ?? new URLSearchParams()
  const challenge = query.get('hub.challenge') ?? ''
  const same = await isSameSecret(verifyToken, query.get('hub.verify_token') ?? '')
  if (query.get('hub.mode') !== 'subscribe' || !same || !/^[\w-]{1,200}$/.test(challenge))
    return { verdict: 'refuse', status: 403, reason: 'The verify token does not match.' }
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return { verdict: 'answer', answer: { status: 200, headers, body: challenge } }
}
