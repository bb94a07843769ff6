const KEPT = 400

/** The latest events, for an answer of the API that was on its way while they happened. */
export interface Recent<Event> {
  readonly note: (event: Event) => void
  /** Where the story stands now; give it to {@link Recent.since}. */
  readonly mark: () => number
  /** @returns what happened after the mark, or null when that is no longer known. */
  readonly since: (mark: number) => readonly Event[] | null
  /** The story broke off: no mark from before is of use. */
  readonly forget: () => void
}

export function makeRecent<Event>(): Recent<Event> {
  let events: Event[] = []
  let first = 0
  return {
    note: (event) => {
      events.push(event)
      if (events.length <= KEPT) return
      first += events.length - KEPT
      events = events.slice(-KEPT)
    },
    mark: () => first + events.length,
    since: (mark) => (mark < first ? null : events.slice(mark - first)),
    forget: () => {
      first += events.length + 1
      events = []
    },
  }
}
