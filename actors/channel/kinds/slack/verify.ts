import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Verdict } from '../kind.ts'
import { isHmacSha256 } from '../wire/hmac.ts'
import { membersOf, readJson, textOf } from '../wire/json.ts'

const WINDOW_SECONDS = 300
const encoder = new TextEncoder()

/**
 * Judges a request of the Events API: HMAC-SHA256 of `v0:{timestamp}:{body}`, at most five minutes old and at most five
 * minutes ahead of our clock. A retry header is no reason to refuse: the first attempt may have failed.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param now ms since the epoch
 */
export async function verifySlack(
  request: HookRequest,
  signingSecret: string,
  now: number,
): Promise<Verdict> {
  if (request.method !== 'POST')
    return { verdict: 'refuse', status: 405, reason: 'Slack sends POST requests.' }
  const timestamp = request.headers['x-slack-request-timestamp'] ?? ''
  if (!/^\d{1,15}$/.test(timestamp)) return refuse('The request has no timestamp.')
  if (Math.abs(now / 1000 - Number(timestamp)) > WINDOW_SECONDS)
    return refuse('The request is more than five minutes away from our clock.')
  const signature = /^v0=(.*)$/.exec(request.headers['x-slack-signature'] ?? '')?.[1] ?? ''
  const signed = concat(encoder.encode(`v0:${timestamp}:`), request.body)
  if (!(await isHmacSha256(signingSecret, signed, signature))) return refuse('The signature does not match.')
  return answerChallenge(request.body)
}

/** https://docs.slack.dev/reference/events/url_verification */
function answerChallenge(body: Uint8Array): Verdict {
  const payload = membersOf(readJson(body))
  const challenge = textOf(payload['challenge'])
  if (payload['type'] !== 'url_verification' || challenge === null) return { verdict: 'accept' }
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return { verdict: 'answer', answer: { status: 200, headers, body: challenge } }
}

function refuse(reason: string): Verdict {
  return { verdict: 'refuse', status: 401, reason }
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length)
  all.set(head)
  all.set(tail, head.length)
  return all
}
