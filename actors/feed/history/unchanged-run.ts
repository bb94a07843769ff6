const MAX_RUN = 999

/**
 * How many polls in a row found nothing. An unchanged poll writes its alarm and nothing else, so the count rides in the
 * alarm time's milliseconds: it survives eviction and costs no row.
 * @param dueAt when the next poll is due, ms since the epoch
 * @returns the same second, carrying the count (at most 999)
 */
export function withRun(dueAt: number, run: number): number {
  return Math.ceil(dueAt / 1000) * 1000 + Math.min(run, MAX_RUN)
}

/** @returns a time that has come, with a count of none */
export function dueNow(now: number): number {
  return Math.floor(now / 1000) * 1000
}

/** @param dueAt a time made by {@link withRun} or {@link dueNow}, or null when nothing is planned */
export function runOf(dueAt: number | null): number {
  return dueAt === null ? 0 : dueAt % 1000
}
