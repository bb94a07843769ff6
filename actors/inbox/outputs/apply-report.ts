import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type { MessageId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { advanceChain } from './chain.ts'
import type { ChainTables } from './chain.ts'
import type { PublicationRow } from './publication-table.ts'

export interface ReportTables extends ChainTables {
  readonly timeline: Timeline
}

/**
 * Takes what a channel says of a part of an output, unless something later is known, and lets the next part follow.
 * Call it inside a transaction.
 */
export function applyReport(
  tables: ReportTables,
  mail: Mail,
  { id, step, state, at, reason, key, url }: DeliveryReport,
  trace: Trace,
  now: Date,
): Written<Result<null>> {
  const known = tables.publications.find(id)
  if (known === undefined || step <= known.step) return unseen(ok(null))
  return note(
    tables,
    mail,
    { ...known, step, state, at, reason, key: key ?? known.key, url: url ?? known.url },
    trace,
    now,
  )
}

/** Takes that a channel would not have a part in its queue. Call it inside a transaction. */
export function applyRefusal(
  tables: ReportTables,
  mail: Mail,
  { id, reason }: { readonly id: MessageId; readonly reason: string },
  trace: Trace,
  now: Date,
): Written<Result<null>> {
  const known = tables.publications.find(id)
  if (known === undefined || known.step > 0) return unseen(ok(null))
  return note(tables, mail, { ...known, state: 'failed', at: now.toISOString(), reason }, trace, now)
}

function note(
  tables: ReportTables,
  mail: Mail,
  after: PublicationRow,
  trace: Trace,
  now: Date,
): Written<Result<null>> {
  tables.publications.update(after.id, after)
  advanceChain(tables, mail, after, trace, now)
  const output = tables.outputs.byNo(after.outputNo)
  if (output === undefined) return unseen(ok(null))
  return {
    answer: ok(null),
    events: [tables.timeline.record({ type: 'output.changed', id: output.id }, now)],
  }
}
