/** What a counter holds back for one call, and in which of its periods: in ms since the epoch. */
export interface Hold {
  readonly startedAt: number
  readonly amount: number
}

/** No room: when there may be some, in whole seconds; null where waiting that long helps nobody. */
export interface NoRoom {
  readonly retryAfter: number | null
}

/**
 * Counts what one limit allows. What is taken is held until it is settled at what was really used, so what runs and
 * what has run can never be more than the limit, unless a call used more than it had taken.
 */
export interface Counter {
  /** Holds `amount` if there is room for it. */
  take(amount: number, now: number): Hold | NoRoom
  /** Holds without asking: for what runs already when a limit is made, or when the actor starts. */
  hold(amount: number, at: number): Hold
  /** Lets go of what is held and counts what was used instead; both belong to the period of the hold. */
  settle(hold: Hold, used: number): void
  /** Counts what was used at a time, or takes it back. */
  book(used: number, at: number): void
  /** What is used and held now. */
  used(now: number): number
  /** What of it is held. */
  readonly held: number
  /** When the period begins anew, in ms since the epoch; null where it slides or there is none. */
  resetsAt(now: number): number | null
}
