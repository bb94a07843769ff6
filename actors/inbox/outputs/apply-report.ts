import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { PublicationTable } from './publication-table.ts'

export interface OutputTables {
  readonly publications: PublicationTable
}

/** Takes what a channel says of a part of an output, unless something later is known. Call it inside a transaction. */
export function applyReport(
  { publications }: OutputTables,
  { id, step, state, at, reason, key, url }: DeliveryReport,
): Written<Result<null>> {
  const known = publications.find(id)
  if (known === undefined || step <= known.step) return unseen(ok(null))
  publications.update(id, { step, state, at, reason, key: key ?? known.key, url: url ?? known.url })
  return unseen(ok(null))
}
