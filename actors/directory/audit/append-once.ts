import type { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type { AuditEntry } from '@switchboard/shared-types/api/admin'
import type { AuditLog, NewEntry } from './audit-log.ts'

/**
 * One entry per request, admin, act and subject, however often the call arrives. Call it inside a transaction.
 * @throws when a repeat finds its entry gone: somebody has meddled with the log
 */
export function appendOnce(log: AuditLog, applied: AppliedCalls, entry: NewEntry, now: Date): AuditEntry {
  const key = JSON.stringify(['audit', entry.requestId, entry.by, entry.act, entry.subject])
  const seq = Number(applied.once(key, now, () => String(log.append(entry, now).seq)))
  const appended = log.entry(seq)
  if (appended === undefined) throw new Error(`audit entry ${seq} has gone`)
  return appended
}
