import type { ThreadState } from '../state/thread.ts'

/**
 * Where an answer goes.
 *
 * @param key of the thread; undefined: the one of the last incoming message, or else of the last message
 */
export function pickThread(threads: readonly ThreadState[], key?: string): ThreadState | undefined {
  if (key !== undefined) return threads.find((thread) => thread.key === key)
  return threads.toSorted(
    (one, other) =>
      byTime(one.lastInAt, other.lastInAt) || byTime(one.lastAt, other.lastAt) || one.no - other.no,
  )[0]
}

/** The later first. */
function byTime(one: string | null, other: string | null): number {
  return (other ?? '').localeCompare(one ?? '')
}
