import * as z from 'zod'
import type { HookAnswer, HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Verdict } from '../kind.ts'
import { readJson } from '../wire/json.ts'
import type { DiscordAccount } from './account.ts'

/** An interaction fits into a small part of this. */
export const MAX_INTERACTION_BYTES = 1_000_000

const MAX_SKEW_MS = 5 * 60_000

/** Interactions have no version; Webhook Events do, and ping with another type. */
const InteractionPing = z.object({
  type: z.literal(1),
  version: z.literal(1).optional(),
  event: z.undefined().optional(),
})
const EventsPing = z.object({ type: z.literal(0), version: z.literal(1), application_id: z.string() })

/**
 * Ed25519 over timestamp and body (https://discord.com/developers/docs/interactions/overview#security). Discord sends
 * wrong signatures on purpose, and takes an address that accepts one out of use.
 */
export async function verifyInteraction(
  request: HookRequest,
  { state }: DiscordAccount,
  now: number,
): Promise<Verdict> {
  if (request.method !== 'POST') return { verdict: 'refuse', status: 405, reason: 'Discord sends by POST.' }
  const timestamp = request.headers['x-signature-timestamp'] ?? ''
  if (!isFresh(timestamp, now)) return refuse('The timestamp is missing or too far from now.')
  const signature = request.headers['x-signature-ed25519'] ?? ''
  if (!(await isSigned(state.publicKey, signature, timestamp, request.body))) {
    return refuse('The signature is missing or wrong.')
  }
  const ping = answerPing(readJson(request.body))
  return ping === null ? { verdict: 'accept' } : { verdict: 'answer', answer: ping }
}

function answerPing(payload: unknown): HookAnswer | null {
  if (EventsPing.safeParse(payload).success) return { status: 204, headers: {}, body: '' }
  if (!InteractionPing.safeParse(payload).success) return null
  return jsonAnswer({ type: 1 })
}

export function jsonAnswer(value: object): HookAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

function isFresh(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1_000) <= MAX_SKEW_MS
}

async function isSigned(
  publicKey: string,
  signature: string,
  timestamp: string,
  body: Uint8Array,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(publicKey) || !/^[0-9a-f]{128}$/i.test(signature)) return false
  const key = await crypto.subtle
    .importKey('raw', Uint8Array.fromHex(publicKey), { name: 'Ed25519' }, false, ['verify'])
    .catch(() => null)
  if (key === null) return false
  const signed = new Uint8Array([...new TextEncoder().encode(timestamp), ...body])
  return await crypto.subtle.verify('Ed25519', key, Uint8Array.fromHex(signature), signed)
}

function refuse(reason: string): Verdict {
  return { verdict: 'refuse', status: 401, reason }
}
