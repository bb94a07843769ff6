import { err } from '@switchboard/shared-types/result'
import type { Failure } from '@switchboard/shared-types/result'
import type { NoRoom } from './counter.ts'
import type { KeptLimit } from './limit-book.ts'
import { sayAmount, sayLimit } from './words.ts'

export type LimitErrorCode = 'call.rate_limited' | 'call.budget_spent'

/** Says which limit leaves no room, and when there is some. */
export function refusalOf(
  { row, counter }: KeptLimit,
  asked: number,
  { retryAfter }: NoRoom,
  now: number,
): { readonly ok: false; readonly error: Failure<LimitErrorCode> } {
  const limit = `The limit of ${sayLimit(row)}`
  if (retryAfter !== null) {
    const message = `${limit} is reached. Try again in ${retryAfter} s.`
    return err('call.rate_limited', message, { limit: row.id, retryAfter })
  }
  const resetsAt = new Date(counter.resetsAt(now) ?? now).toISOString()
  const left = sayAmount(row.metric, Math.max(row.amount - counter.used(now), 0))
  const message = `${limit} leaves ${left}, and this call may take ${sayAmount(row.metric, asked)}. It begins anew at ${resetsAt}.`
  return err('call.budget_spent', message, { limit: row.id, resetsAt })
}
