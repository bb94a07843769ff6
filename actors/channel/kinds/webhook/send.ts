import * as z from 'zod'
import { readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { OutboundResponse } from '@switchboard/kernel/outbound/guarded-fetch'
import { toBase64Url } from '@switchboard/kernel/seal/base64'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Account, File, Performed, World } from '../kind.ts'
import { readJson } from '../wire/json.ts'
import { signedHeaders } from '../wire/standard-webhooks.ts'
import type { WebhookSecrets, WebhookState } from './account.ts'

/** Of all files of one message: they are held in memory three times over while they are sent. */
const MAX_FILE_BYTES = 8_000_000
const LIMITS = { timeoutMs: 20_000, maxBytes: 64 * 1024 }
/** What no request could get through with, so that trying again is no use. */
const NO_WAY = new Set([
  'outbound.bad_url',
  'outbound.bad_scheme',
  'outbound.bad_port',
  'outbound.blocked_address',
])

const Answer = z.object({ key: z.string().min(1).max(500).optional(), url: z.url().max(2_000).optional() })

/** Posts what is to be done, signed; the receiver knows a repetition by its `webhook-id`. */
export async function perform(
  world: World,
  { secrets, state }: Account<WebhookSecrets, WebhookState>,
  outgoing: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  if (state.sendUrl === null) return failed('This webhook has no address to send to.')
  if (files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > MAX_FILE_BYTES) {
    return failed(`A webhook takes files of ${MAX_FILE_BYTES / 1_000_000} MB in all.`)
  }
  const answer = await post(world, state.sendUrl, secrets.secret, outgoing.id, payloadOf(outgoing, files))
  if (answer.ok) return outcomeOf(answer.value, world.now())
  const { code, message } = answer.error
  return NO_WAY.has(code) ? failed(message) : { outcome: 'unknown', reason: message }
}

/** @param id stays the same over every repetition */
export async function post(world: World, url: string, secret: string, id: string, payload: unknown) {
  const body = new TextEncoder().encode(JSON.stringify(payload))
  const signed = await signedHeaders(secret, { id, at: world.now(), body })
  const headers = { 'content-type': 'application/json', ...signed }
  return await world.fetch({ url, method: 'POST', headers, body }, LIMITS)
}

function payloadOf({ id, act }: Outgoing, files: readonly File[]): unknown {
  const sent = files.map(({ name, type, bytes }) => ({ name, type, content: toBase64Url(bytes) }))
  switch (act.type) {
    case 'send':
      return {
        type: 'message',
        id,
        thread: act.thread.key,
        text: act.text,
        replyTo: act.replyTo,
        files: sent,
      }
    case 'post':
      return { type: 'post', id, text: act.text, after: act.after, files: sent }
    case 'edit':
      return { type: 'edit', id, thread: act.thread.key, message: act.key, text: act.text }
    case 'delete':
      return { type: 'deletion', id, thread: act.thread.key, message: act.key }
    case 'react':
      return { type: 'reaction', id, thread: act.thread.key, message: act.key, reactions: act.reactions }
  }
}

function outcomeOf({ status, headers, body }: OutboundResponse, now: number): Performed {
  const reason = `The webhook answered with status ${status}.`
  if (status >= 200 && status < 300) {
    const { key = null, url = null } = Answer.safeParse(readJson(body)).data ?? {}
    return { outcome: 'sent', reason: null, key, url }
  }
  if (status === 401 || status === 403) return { outcome: 'unauthorised', reason }
  if (status === 429 || status === 503) {
    const seconds = readRetryAfter(headers, now)
    return { outcome: 'retry', reason, afterMs: seconds === null ? null : seconds * 1000 }
  }
  return status >= 500 || status === 408 ? { outcome: 'unknown', reason } : failed(reason)
}

function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}
