import type { Performed, World } from '../../kind.ts'
import { signedHeaders } from '../../wire/standard-webhooks.ts'
import { compose, type Letter } from '../compose/compose.ts'
import { failed, retry, retryAfter, unauthorised, unknown } from './outcome.ts'

interface Access {
  readonly url: string
  readonly secret: string
}

/**
 * By a signed webhook of one's own: the raw mail, its envelope in headers. `webhook-id` stays the same over every
 * repetition, but whether the other side minds is not known: what is not clear is not tried again.
 */
export async function sendByWebhook(
  world: World,
  { url, secret }: Access,
  letter: Letter,
  id: string,
): Promise<Performed> {
  const body = new TextEncoder().encode(compose(letter))
  const answer = await world.fetch({
    url,
    method: 'POST',
    headers: {
      'Content-Type': 'message/rfc822',
      'X-Envelope-From': letter.from.address,
      'X-Envelope-To': [...letter.to, ...letter.cc].join(', '),
      ...(await signedHeaders(secret, { id, at: world.now(), body })),
    },
    body,
  })
  if (!answer.ok) {
    const isRefused =
      answer.error.code === 'outbound.blocked_address' || answer.error.code === 'outbound.bad_url'
    return (isRefused ? failed : unknown)(`The webhook was not reached: ${answer.error.message}`)
  }
  return outcomeOf(answer.value.status, answer.value.headers, world.now(), letter.messageId)
}

function outcomeOf(status: number, headers: Headers, now: number, key: string): Performed {
  const reason = `The webhook answered with status ${status}.`
  if (status >= 200 && status < 300) return { outcome: 'sent', reason: null, key }
  if (status === 429 || status === 503) return retry(reason, retryAfter(headers, now))
  if (status === 401 || status === 403) return unauthorised(reason)
  return status >= 500 ? unknown(reason) : failed(reason)
}
