import type { CallId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Router } from '../router.ts'
import { bookLost } from './book.ts'

/** A lease that is neither extended nor settled within this time is booked at its estimate. */
export const LEASE_MS = 150_000
/** Deadlines are looked at on this grid: a time that stays the same writes no alarm. */
const GRID_MS = 60_000

/** The job that looks for lost leases. Its time lives in the alarm slot alone: a row or two for minutes of calls. */
export const WATCH = 'leases'

/** Makes sure that a deadline is looked at. Part of the caller's transaction. */
export function watchLeases({ jobs }: Pick<Router, 'jobs'>, deadline: number): void {
  if (jobs.scheduledFor(WATCH) === null) jobs.schedule(WATCH, onGrid(deadline))
}

/**
 * The job: books what is lost, and comes back for what still runs.
 * @returns what was lost
 */
export function checkLeases(router: Router, trace: Trace, now: number): CallId[] {
  const { running, calls, jobs, storage } = router
  const lost = running.all().filter(({ deadline }) => deadline <= now)
  for (const call of lost) storage.transactionSync(() => bookLost(router, call, trace, now))
  calls.markSettledBefore(running.settledBefore())
  const next = Math.min(...running.all().map(({ deadline }) => deadline))
  if (next !== Infinity) jobs.schedule(WATCH, onGrid(next))
  return lost.map(({ id }) => id)
}

function onGrid(time: number): number {
  return Math.ceil(time / GRID_MS) * GRID_MS
}
