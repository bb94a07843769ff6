/** A message beside which another is put: of the same thread. */
export interface Neighbour {
  /** In ms. */
  readonly at: number
  readonly episode: number
}

/** Where a message stands in its thread; null: nothing is there. */
export interface Place {
  readonly at: number
  readonly before: Neighbour | null
  readonly after: Neighbour | null
}

/**
 * The episode that a message belongs to: that of the message before it, if no silence lies between them, else that of
 * the one after it, which stands there when it came late. Numbers that were given stay as they are.
 * @param quietMs a longer gap is a silence
 * @returns null where it begins a new one
 */
export function episodeOf({ at, before, after }: Place, quietMs: number): number | null {
  if (before !== null && at - before.at <= quietMs) return before.episode
  if (after !== null && after.at - at <= quietMs) return after.episode
  return null
}
