import type { FeedHints } from '../types.ts'
import { activeMinutes, quietMinutes } from './activity.ts'
import { describeMinutes, ordinal } from './describe.ts'
import { skipForbidden, skipsEverything } from './skip.ts'

export const MIN_MINUTES = 5
export const DEFAULT_MINUTES = 60
export const MAX_MINUTES = 24 * 60

export interface RhythmInput {
  readonly now: Date
  /** Uniform in [0, 1). */
  readonly random: () => number
  /** Fetches that failed in a row; 0 after one that worked. */
  readonly failures: number
  /** What the server asked for with Retry-After, seconds. */
  readonly retryAfterSeconds: number | null
  /** Cache-Control: max-age, seconds. */
  readonly maxAgeSeconds: number | null
  /** Expires, as seconds from now; max-age wins over it (RFC 9111, section 5.3). */
  readonly expiresSeconds: number | null
  readonly hints: FeedHints
  /** Whether the server gave an ETag or Last-Modified, so that an unchanged feed costs it next to nothing. */
  readonly conditional: boolean
  /** When recent items were published, ISO 8601, in any order. */
  readonly itemDates: readonly string[]
}

export interface NextPoll {
  readonly delaySeconds: number
  /** ISO 8601. */
  readonly at: string
  /** Why then, for people: `max-age 180 min`. */
  readonly reason: string
}

interface Interval {
  readonly minutes: number
  readonly reason: string
}

/**
 * When to ask a feed again. Never sooner than 5 minutes, nor than server and feed ask for; within 24 hours, longer
 * only where skipDays forbids the days between. Jitter only ever adds.
 */
export function planNextPoll(input: RhythmInput): NextPoll {
  const { minutes, reason } = chooseInterval(input)
  const bounded = Math.min(Math.max(minutes, MIN_MINUTES), MAX_MINUTES)
  const spread = input.failures > 0 ? FAILURE_JITTER : JITTER
  const jittered = Math.min(bounded * (1 + spread * input.random()), MAX_MINUTES)
  const planned = new Date(input.now.getTime() + jittered * 60_000)
  const allowed = skipForbidden(planned, input.hints, input.random)
  return {
    delaySeconds: Math.ceil((allowed.getTime() - input.now.getTime()) / 1000),
    at: allowed.toISOString(),
    reason: allowed.getTime() === planned.getTime() ? reason : `${reason}, moved out of skipped hours`,
  }
}

const JITTER = 0.1
const FAILURE_JITTER = 0.25

function chooseInterval(input: RhythmInput): Interval {
  if (input.retryAfterSeconds !== null) {
    const minutes = input.retryAfterSeconds / 60
    return { minutes, reason: `retry-after ${describeMinutes(minutes)}` }
  }
  if (input.failures > 0) return backOff(input.failures)
  const own = ownInterval(input)
  // What server and feed ask for is a lower bound: the longest of them counts.
  return cacheBounds(input).reduce(
    (longest, bound) => (bound.minutes > longest.minutes ? bound : longest),
    own,
  )
}

function backOff(failures: number): Interval {
  const minutes = Math.min(60 * 2 ** (Math.min(failures, 10) - 1), MAX_MINUTES)
  return { minutes, reason: `failing: ${ordinal(failures)} time, ${describeMinutes(minutes)}` }
}

function cacheBounds({ maxAgeSeconds, expiresSeconds, hints }: RhythmInput): Interval[] {
  const bounds: Interval[] = []
  if (maxAgeSeconds !== null)
    bounds.push({ minutes: maxAgeSeconds / 60, reason: `max-age ${describeMinutes(maxAgeSeconds / 60)}` })
  else if (expiresSeconds !== null)
    bounds.push({
      minutes: expiresSeconds / 60,
      reason: `expires in ${describeMinutes(expiresSeconds / 60)}`,
    })
  if (hints.ttlMinutes !== null)
    bounds.push({ minutes: hints.ttlMinutes, reason: `ttl ${describeMinutes(hints.ttlMinutes)}` })
  if (skipsEverything(hints)) bounds.push({ minutes: MAX_MINUTES, reason: 'skips every hour: once a day' })
  return bounds
}

/** The interval before any bound: what the feed states, else what its items show, else the default. */
function ownInterval(input: RhythmInput): Interval {
  const stated = input.hints.updateMinutes
  if (stated !== null)
    return { minutes: stated, reason: `updates every ${describeMinutes(stated)} by its own word` }
  if (!input.conditional && !hasHint(input))
    return { minutes: MAX_MINUTES, reason: 'cannot answer conditionally: once a day' }
  const active = activeMinutes(input.itemDates, input.now)
  if (input.conditional && active !== null && active < DEFAULT_MINUTES) {
    const minutes = Math.max(active, MIN_MINUTES)
    return { minutes, reason: `active feed: every ${describeMinutes(minutes)}` }
  }
  const quiet = quietMinutes(input.itemDates, input.now)
  if (quiet > DEFAULT_MINUTES)
    return { minutes: quiet, reason: `quiet feed: every ${describeMinutes(quiet)}` }
  return { minutes: DEFAULT_MINUTES, reason: `default: every ${describeMinutes(DEFAULT_MINUTES)}` }
}

function hasHint({ maxAgeSeconds, expiresSeconds, hints }: RhythmInput): boolean {
  return [maxAgeSeconds, expiresSeconds, hints.ttlMinutes].some((hint) => hint !== null && hint > 0)
}
