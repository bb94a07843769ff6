import type { HeldLease } from './router-port.ts'
import { err } from '@switchboard/shared-types/result'
import type { Refusal } from '../errors/refusals.ts'
import { tryAttempt } from './attempt.ts'
import type { Booking } from './booking.ts'
import type { Call } from './call.ts'
import type { StreamedAnswer, WholeAnswer } from './outcome.ts'
import { upstreamRequest } from './upstream-request.ts'

/** What all attempts together came to: an answer, a refusal, or nobody to give one to. */
export type Result =
  | { readonly kind: 'answered'; readonly answer: WholeAnswer | StreamedAnswer }
  | { readonly kind: 'failed'; readonly answer: WholeAnswer | Refusal }
  | { readonly kind: 'gone' }

/**
 * Asks one provider behind the other until one has an answer, which may be that the request is wrong. Nothing has been
 * sent to the client meanwhile, so nothing is done twice that the client could see.
 */
export async function tryInTurn(call: Call, { attempts }: HeldLease, booking: Booking): Promise<Result> {
  let last: Result = {
    kind: 'failed',
    answer: err('call.no_provider', 'No provider is there to ask.').error,
  }
  for (const [i, attempt] of attempts.entries()) {
    const request = upstreamRequest(call, attempt)
    if (!request.ok) {
      booking.report(
        attempt,
        { status: null, reason: request.error.message, fault: 'none', retryAfterSeconds: null },
        0,
      )
      last = { kind: 'failed', answer: request.error }
      continue
    }
    const startedAt = Date.now()
    const outcome = await tryAttempt(call, attempt, request.value, i === attempts.length - 1)
    booking.report(attempt, outcome.verdict, Date.now() - startedAt)
    if (outcome.kind === 'answered') booking.note(request.value.notes)
    if (outcome.kind !== 'failed') return outcome
    last = outcome
  }
  return last
}
