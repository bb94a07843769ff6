/** The outcome of asking a limiter: the state to store, whether to go on, and how long to wait if not. */
export interface Decision<S> {
  readonly state: S
  readonly allowed: boolean
  /** Whole seconds after which the same request would be allowed if nobody else asked; 0 where it is allowed now. */
  readonly retryAfterSeconds: number
}

/** @throws RangeError for a cost that the rule could never allow: the caller clamps or refuses it before asking */
export function assertPossible(cost: number, most: number): void {
  if (!(cost > 0 && cost <= most))
    throw new RangeError(`A cost of ${cost} can never be taken from a limit of ${most}.`)
}
