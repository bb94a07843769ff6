/** Messages that may stand in the same millisecond before later ones are put into the next. */
export const PLACES = 1_000
/** A clock of a platform may run ahead of ours by this much; what claims more is new, but not from the future. */
const MAX_AHEAD_MS = 5 * 60 * 1000

/** The first number of a moment. A number is the time in ms and a place in it, so numbers sort as messages do. */
export function firstNo(at: number): number {
  return at * PLACES
}

/** @returns when the message with that number was written, ISO 8601 */
export function timeOf(no: number): string {
  return new Date(Math.floor(no / PLACES)).toISOString()
}

/** The time under which a message is filed, in ms: the platform's, unless it can not be. */
export function filedAt(at: string, now: number): number {
  const claimed = Math.max(1, Date.parse(at))
  return claimed > now + MAX_AHEAD_MS ? now : claimed
}
