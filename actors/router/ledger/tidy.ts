import type { JobQueue } from '@switchboard/kernel/jobs/job-queue'
import type { Router } from '../router.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const CALLS_KEPT_MS = 90 * DAY_MS
const SUMS_KEPT_MS = 400 * DAY_MS
/** Calls taken in one go, so that leases come in between. */
const BATCH = 1_000
const PAUSE_MS = 1_000

/** The job that takes what is past its time, about once a day while there is anything. */
export const TIDY = 'tidy'

/** Makes sure that what is kept from now on goes one day. Part of the caller's transaction. */
export function planTidying(jobs: JobQueue, now: number): void {
  if (jobs.scheduledFor(TIDY) === null) jobs.schedule(TIDY, nextDay(now))
}

export function tidy(router: Router, now: number): void {
  const { calls, contents, usage, tokens, cache, jobs, storage } = router
  const goesOn = storage.transactionSync(() => {
    contents.trim(new Date(now))
    cache.trim(new Date(now))
    const sumsFrom = new Date(now - SUMS_KEPT_MS).toISOString()
    usage.trim(sumsFrom.slice(0, 'yyyy-mm-dd'.length))
    tokens.trim(sumsFrom)
    return calls.trim(new Date(now - CALLS_KEPT_MS).toISOString(), BATCH)
  })
  if (goesOn) jobs.schedule(TIDY, now + PAUSE_MS)
  else if (calls.head() > 0 || cache.size > 0) jobs.schedule(TIDY, nextDay(now))
}

function nextDay(now: number): number {
  return now + DAY_MS * (0.75 + Math.random() / 2)
}
