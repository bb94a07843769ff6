import { assertPossible, type Decision } from './decision.ts'

export interface BucketRule {
  /** The largest burst. */
  readonly capacity: number
  /** What flows back, up to the capacity. */
  readonly tokensPerSecond: number
}

export interface BucketState {
  readonly tokens: number
  /** Milliseconds since 1970. */
  readonly updatedAt: number
}

/** Rounding in the refill must not turn "wait 3 seconds" into 3 seconds and a bit. */
const EPSILON = 1e-9

/**
 * Takes tokens from a bucket that starts full. A clock that went back refills nothing and drains nothing.
 *
 * @param state what the last decision returned, null for the first
 * @param now milliseconds since 1970
 */
export function takeFromBucket(
  rule: BucketRule,
  state: BucketState | null,
  now: number,
  cost = 1,
): Decision<BucketState> {
  assertPossible(cost, rule.capacity)
  const tokens = refilled(rule, state, now)
  const updatedAt = Math.max(now, state?.updatedAt ?? now)
  const missing = cost - tokens
  if (missing <= EPSILON) {
    return { state: { tokens: Math.max(tokens - cost, 0), updatedAt }, allowed: true, retryAfterSeconds: 0 }
  }
  const wait = (updatedAt - now) / 1000 + missing / rule.tokensPerSecond
  return { state: { tokens, updatedAt }, allowed: false, retryAfterSeconds: Math.ceil(wait - EPSILON) }
}

function refilled(rule: BucketRule, state: BucketState | null, now: number): number {
  if (state === null) return rule.capacity
  const elapsedSeconds = Math.max(now - state.updatedAt, 0) / 1000
  return Math.min(rule.capacity, state.tokens + elapsedSeconds * rule.tokensPerSecond)
}
