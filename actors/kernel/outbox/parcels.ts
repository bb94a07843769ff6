import type { Routes } from './message.ts'
import type { OutboxRow } from './outbox.ts'

/** As many messages as one call takes, and as many characters of theirs. */
const MOST = 50
const MOST_CHARS = 512 * 1024

/** Messages that are handed over in one call, by what they are. */
export type Parcel = readonly OutboxRow[]

/**
 * Puts messages for one target that may go together into one parcel. One that failed before goes alone: what can not be
 * taken must not take others along.
 */
export function parcels(rows: readonly OutboxRow[], routes: Routes): Parcel[] {
  const all: OutboxRow[][] = []
  let chars = 0
  for (const row of rows) {
    const parcel = all.at(-1)
    chars += row.body.length
    if (parcel !== undefined && chars <= MOST_CHARS && mayJoin(parcel, row, routes)) parcel.push(row)
    else {
      all.push([row])
      chars = row.body.length
    }
  }
  return all
}

function mayJoin(parcel: Parcel, row: OutboxRow, routes: Routes): boolean {
  const route = routes[row.kind]
  if (route === undefined || !('joined' in route) || parcel.length === MOST) return false
  return [...parcel.slice(-1), row].every(({ kind, attempts }) => kind === row.kind && attempts === 0)
}
