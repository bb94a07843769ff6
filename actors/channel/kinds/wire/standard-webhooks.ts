import { fromBase64 } from '@switchboard/kernel/seal/base64'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'

/** Standard Webhooks 1.0: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const PREFIX = 'whsec_'
const TOLERANCE_S = 300

const encoder = new TextEncoder()

/** @returns a fresh secret of 32 random bytes, as its holder writes it down. */
export function newSecret(): string {
  return `${PREFIX}${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`
}

/** @returns the three headers that sign a body. @param at in ms since the epoch */
export async function signedHeaders(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: Uint8Array },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000))
  const key = await keyOf(secret, 'sign')
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, signedBytes(id, timestamp, body)))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac.toBase64()}`,
  }
}

/**
 * Whether one of a request's `v1` signatures is right for its raw bytes, and made within five minutes of `now` (ms),
 * before or after.
 */
export async function isSigned(
  { headers, body }: Pick<HookRequest, 'headers' | 'body'>,
  secret: string,
  now: number,
): Promise<boolean> {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (id === '' || id.length > 200 || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S) return false
  const key = await keyOf(secret, 'verify')
  const signed = signedBytes(id, timestamp, body)
  for (const given of (headers['webhook-signature'] ?? '').split(' ').slice(0, 10)) {
    const mac = given.startsWith('v1,') ? fromBase64(given.slice('v1,'.length)) : null
    if (mac !== null && (await crypto.subtle.verify('HMAC', key, mac, signed))) return true
  }
  return false
}

function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(`${id}.${timestamp}.`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** A secret is base64 behind `whsec_`; one that is not is taken by its characters. */
async function keyOf(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const bare = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const raw = fromBase64(bare) ?? encoder.encode(secret)
  return await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, [usage])
}
