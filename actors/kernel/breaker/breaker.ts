export interface BreakerRule {
  /** Consecutive failures that open the breaker. */
  readonly failures: number
  /** How long it stays open before one probe is let through. */
  readonly coolDownMs: number
  /** A probe that has not reported by then (its actor was reset) is taken for lost, and another one is let through. */
  readonly probeMs: number
}

/** Times in milliseconds since 1970; plain data, so that it can be stored. */
export type BreakerState =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'half_open'; readonly until: number }

export const CLOSED: BreakerState = { kind: 'closed', failures: 0 }

/** Asks whether a call may be made now; where it is a probe, the state says so and holds back every other call. */
export function enterBreaker(
  rule: BreakerRule,
  state: BreakerState,
  now: number,
): { readonly state: BreakerState; readonly allowed: boolean } {
  if (state.kind === 'closed') return { state, allowed: true }
  if (now < state.until) return { state, allowed: false }
  return { state: { kind: 'half_open', until: now + rule.probeMs }, allowed: true }
}

/** Reports a call that went well. One that began before the breaker opened does not close it; the probe does. */
export function onSuccess(state: BreakerState): BreakerState {
  return state.kind === 'open' ? state : CLOSED
}

/** Reports a call that failed. */
export function onFailure(rule: BreakerRule, state: BreakerState, now: number): BreakerState {
  if (state.kind === 'open') return state
  const failures = state.kind === 'closed' ? state.failures + 1 : rule.failures
  return failures < rule.failures
    ? { kind: 'closed', failures }
    : { kind: 'open', until: now + rule.coolDownMs }
}
