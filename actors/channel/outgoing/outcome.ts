import { backoffDelay } from '@switchboard/kernel/backoff/backoff'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Performed } from '../kinds/kind.ts'
import type { OutgoingRow } from './outgoing-table.ts'

/** From the first try on; a person who wrote something does not want it to leave a day later. */
export const MAX_AGE_MS = 24 * 60 * 60 * 1000
const MAX_ATTEMPTS = 20
const BACKOFF = { baseMs: 2_000, capMs: 30 * 60 * 1000 }

type Change = Pick<OutgoingRow, 'state' | 'reason'> & Partial<OutgoingRow>

/** How long the platform recognises a repetition, in ms; 0: not at all. */
function repeatableMs({ idempotent, idempotentMs = Infinity }: Repeatable): number {
  return idempotent ? idempotentMs : 0
}

interface Repeatable {
  readonly idempotent: boolean
  readonly idempotentMs?: number
}

/**
 * What an attempt means for its row. What the platform may have taken is repeated only where it recognises the
 * repetition.
 * @param row as it stood while it was being sent
 */
export function afterAttempt(
  row: OutgoingRow,
  performed: Performed,
  kind: Repeatable,
  { now, random }: { readonly now: number; readonly random: () => number },
): Change {
  const { outcome, reason, key = null, url = null } = performed
  if (outcome === 'sent') return { state: 'sent', reason, key, url }
  if (outcome === 'failed') return refused(row, reason)
  const uncertainSince = row.uncertainSince ?? (outcome === 'unknown' ? row.dueAt : null)
  const retryAfterMs = performed.afterMs ?? 0
  const wait = backoffDelay({ attempt: row.attempts, ...BACKOFF, random, retryAfterMs })
  const dueAt = outcome === 'unauthorised' ? now : now + wait
  const next = { ...row, uncertainSince, dueAt, reason }
  return endOf(next, kind, now) ?? { state: 'queued', reason, uncertainSince, dueAt }
}

/** Who refuses a repetition says nothing of the attempt before it, which may have arrived. */
function refused({ uncertainSince }: OutgoingRow, reason: string | null): Change {
  const why = reason ?? 'The platform refuses it.'
  return uncertainSince === null
    ? { state: 'failed', reason: why }
    : { state: 'unknown', reason: mayHaveTaken(why) }
}

function mayHaveTaken(why: string | null): string {
  return `The platform may have taken it, or not.${why === null ? '' : ` ${why}`}`
}

/** @returns how something ends that is not to be tried (again); null where it is */
export function endOf(row: OutgoingRow, kind: Repeatable, now: number): Change | null {
  const { uncertainSince, attempts, createdAt, reason } = row
  const why = reason === null ? '' : ` ${reason}`
  const isOld = now - createdAt >= MAX_AGE_MS
  if (uncertainSince !== null) {
    const mayRepeat = now - uncertainSince < repeatableMs(kind)
    if (mayRepeat && !isOld && attempts < MAX_ATTEMPTS) return null
    return { state: 'unknown', reason: mayHaveTaken(reason) }
  }
  if (isOld) return { state: 'failed', reason: `It could not be sent for a day.${why}` }
  if (attempts >= MAX_ATTEMPTS)
    return { state: 'failed', reason: `Given up after ${attempts} attempts.${why}` }
  return null
}

/** The same act in the thread's new place. */
export function movedTo(outgoing: Outgoing, thread: NonNullable<Performed['moved']>): Outgoing {
  if (outgoing.act.type === 'post') return outgoing
  return { ...outgoing, act: { ...outgoing.act, thread } }
}
