/** A thread has fallen quiet when nothing came for this long. */
export const QUIET_MS = 60_000
/** Talk that goes on is analysed meanwhile, when its first message that was not has waited this long. */
const LATEST_MS = 30 * 60_000
/** Between two analyses. */
const APART_MS = 10 * 60_000

/** Times in ms since the epoch. */
export interface Waiting {
  /** When the first and the last message came that no analysis has taken in. */
  readonly first: number
  readonly last: number
  /** When the last analysis was made. */
  readonly analysedAt: number | null
}

/** @returns when messages that wait for an analysis get it, in ms since the epoch */
export function analysisDueAt({ first, last, analysedAt }: Waiting): number {
  const settled = Math.min(last + QUIET_MS, first + LATEST_MS)
  return analysedAt === null ? settled : Math.max(settled, analysedAt + APART_MS)
}
