import { assertPossible, type Decision } from './decision.ts'

export interface WindowRule {
  readonly limit: number
  readonly windowMs: number
}

/** Counts of the window under way and the one before; older ones no longer matter. */
export interface WindowState {
  /** Milliseconds since 1970, a multiple of the window. */
  readonly startedAt: number
  readonly count: number
  readonly previous: number
}

const EPSILON = 1e-9

/**
 * Counts against a window that slides: the previous window weighs by the part of it that is still in view, so a burst
 * around the turn of a window gets no double share. A clock that went back counts into the window already begun.
 *
 * @param state what the last decision returned, null for the first
 * @param now milliseconds since 1970
 */
export function takeFromWindow(
  rule: WindowRule,
  state: WindowState | null,
  now: number,
  cost = 1,
): Decision<WindowState> {
  assertPossible(cost, rule.limit)
  const current = advanced(rule, state, now)
  const elapsed = Math.max(now - current.startedAt, 0)
  const used = current.previous * (1 - elapsed / rule.windowMs) + current.count
  if (used + cost <= rule.limit + EPSILON) {
    return { state: { ...current, count: current.count + cost }, allowed: true, retryAfterSeconds: 0 }
  }
  const waitMs = current.startedAt + roomAt(rule, current, cost) - now
  return { state: current, allowed: false, retryAfterSeconds: Math.ceil(waitMs / 1000 - EPSILON) }
}

/** Milliseconds after the start of the window at which the cost fits, if nothing else is taken. */
function roomAt({ limit, windowMs }: WindowRule, { count, previous }: WindowState, cost: number): number {
  if (count + cost <= limit) return windowMs * (1 - (limit - cost - count) / previous)
  return windowMs * (2 - (limit - cost) / count)
}

function advanced({ windowMs }: WindowRule, state: WindowState | null, now: number): WindowState {
  const startedAt = Math.floor(now / windowMs) * windowMs
  if (state === null) return { startedAt, count: 0, previous: 0 }
  if (startedAt <= state.startedAt) return state
  return { startedAt, count: 0, previous: startedAt - state.startedAt === windowMs ? state.count : 0 }
}
