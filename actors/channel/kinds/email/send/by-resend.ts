import * as z from 'zod'
import type { Performed, World } from '../../kind.ts'
import { readJson } from '../../wire/json.ts'
import { oneLine } from '../compose/header.ts'
import type { Letter } from '../compose/compose.ts'
import { failed, retry, retryAfter, unauthorised } from './outcome.ts'

interface Access {
  readonly apiKey: string
  readonly baseUrl: string
}

const Refusal = z.object({ name: z.string().optional(), message: z.string().optional() })

/**
 * By Resend's API (https://resend.com/docs/api-reference/emails/send-email). It recognises a repetition by its
 * Idempotency-Key for 24 hours, so that whatever is not clear is tried again.
 *
 * @param key stays the same over every repetition, as the letter does
 */
export async function sendByResend(
  world: World,
  { apiKey, baseUrl }: Access,
  letter: Letter,
  key: string,
): Promise<Performed> {
  const answer = await world.fetch({
    url: `${baseUrl}/emails`,
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    },
    body: JSON.stringify(fieldsOf(letter)),
  })
  if (!answer.ok) {
    const isRefused =
      answer.error.code === 'outbound.blocked_address' || answer.error.code === 'outbound.bad_url'
    return (isRefused ? failed : retry)(`Resend was not reached: ${answer.error.message}`)
  }
  const { status, headers, body } = answer.value
  if (status >= 200 && status < 300) return { outcome: 'sent', reason: null, key: letter.messageId }
  return refusalOf(status, headers, body, world.now())
}

function refusalOf(status: number, headers: Headers, body: Uint8Array, now: number): Performed {
  const read = Refusal.safeParse(readJson(body))
  const { name = '', message = `status ${status}` } = read.success ? read.data : {}
  const reason = `Resend says: ${message}`
  if (status === 429) return retry(reason, retryAfter(headers, now))
  if (status >= 500 || name === 'concurrent_idempotent_requests')
    return retry(reason, retryAfter(headers, now))
  const isKey = status === 401 || /api_key/.test(name)
  return isKey ? unauthorised(reason) : failed(reason)
}

function fieldsOf(letter: Letter) {
  const { from, to, cc, replyTo, subject, text, files, inReplyTo, references, auto, messageId } = letter
  return {
    from: from.address,
    to,
    ...(cc.length > 0 && { cc }),
    ...(replyTo !== null && { reply_to: replyTo }),
    subject: oneLine(subject),
    text,
    headers: {
      'Message-ID': messageId,
      ...(inReplyTo !== null && { 'In-Reply-To': oneLine(inReplyTo) }),
      ...(references.length > 0 && { References: oneLine(references.join(' ')) }),
      ...(auto && { 'Auto-Submitted': 'auto-replied' }),
    },
    ...(files.length > 0 && {
      attachments: files.map(({ name, type, bytes }) => ({
        filename: oneLine(name),
        content: bytes.toBase64(),
        content_type: oneLine(type),
      })),
    }),
  }
}

/** Whether Resend knows the key. A key that may only send is told so, and is good. */
export async function resendKnows(world: World, { apiKey, baseUrl }: Access): Promise<boolean | null> {
  const answer = await world.fetch({
    url: `${baseUrl}/domains`,
    headers: { Authorization: `Bearer ${apiKey}` },
  })
  if (!answer.ok || answer.value.status >= 500 || answer.value.status === 429) return null
  if (answer.value.status < 300) return true
  const read = Refusal.safeParse(readJson(answer.value.body))
  return read.success && read.data.name === 'restricted_api_key'
}
