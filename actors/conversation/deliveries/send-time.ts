import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'

/** How long a person can take back what they have let leave. */
export const UNDO_WINDOW_MS = 10_000
const YEAR_MS = 366 * 24 * 60 * 60 * 1000

/** @returns when an approved message leaves: at the end of the undo window, or at the time that the person wants */
export function sendTime(now: Date, wanted?: string): Result<string, 'draft.bad_time'> {
  const earliest = now.getTime() + UNDO_WINDOW_MS
  if (wanted === undefined) return ok(new Date(earliest).toISOString())
  const at = Date.parse(wanted)
  if (at < earliest)
    return err('draft.bad_time', 'A message can be scheduled for ten seconds from now or later.')
  if (at > now.getTime() + YEAR_MS)
    return err('draft.bad_time', 'A message can be scheduled for a year at most.')
  return ok(new Date(at).toISOString())
}
