import type { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type { AuditEntry } from '@switchboard/shared-types/api/admin'
import type { AuditLog, NewEntry } from './audit-log.ts'

/**
 * One entry for every doing of an act, however often the call arrives. Call it inside a transaction.
 * @param key names the doing; the request id would not do, because a client may choose it, twice the same
 * @throws when a repeat finds its entry gone: somebody has meddled with the log
 */
export function appendOnce(
  log: AuditLog,
  applied: AppliedCalls,
  key: string,
  entry: NewEntry,
  now: Date,
): AuditEntry {
  const seq = Number(applied.once(`audit:${key}`, now, () => String(log.append(entry, now).seq)))
  const appended = log.entry(seq)
  if (appended === undefined) throw new Error(`audit entry ${seq} has gone`)
  return appended
}
