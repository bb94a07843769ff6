import type { Mail } from '@switchboard/kernel/outbox/mail'
import { newId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { channelMessages } from '../channel-messages.ts'
import type { OutputRow, OutputTable } from './output-table.ts'
import type { PublicationRow, PublicationTable } from './publication-table.ts'

export interface ChainTables {
  readonly outputs: OutputTable
  readonly publications: PublicationTable
}

const HAS_LEFT: ReadonlySet<PublicationRow['state']> = new Set(['sent', 'delivered', 'read'])
const NOT_SENT = 'The part before it was not sent.'

/**
 * Moves one chain of parts on: the first that has not left goes to its channel as soon as the one before it has a place
 * at the platform, and none goes behind one that failed. One whose end is not known holds the rest back. Part of the
 * caller's transaction.
 */
export function advanceChain(
  { outputs, publications }: ChainTables,
  mail: Mail,
  from: PublicationRow,
  trace: Trace,
  now: Date,
): void {
  const next = publications.part(from, from.part + 1)
  if (next?.state !== 'approved') return
  if (from.state === 'failed') {
    const failed = { ...next, state: 'failed' as const, at: now.toISOString(), reason: NOT_SENT }
    publications.update(next.id, failed)
    return advanceChain({ outputs, publications }, mail, failed, trace, now)
  }
  const output = outputs.byNo(from.outputNo)
  if (!HAS_LEFT.has(from.state) || output === undefined) return
  sendPart(publications, mail, output, next, from.key, trace, now)
}

/** Hands a part to its channel. Part of the caller's transaction. */
export function sendPart(
  publications: PublicationTable,
  mail: Mail,
  { parts, publishedAt }: OutputRow,
  { id, part, channelId }: PublicationRow,
  after: string | null,
  trace: Trace,
  now: Date,
): void {
  const at = now.toISOString()
  publications.update(id, { state: 'queued', at, reason: null })
  const post = { id, text: parts[part] ?? '', after, approvedAt: publishedAt ?? at }
  channelMessages.post(mail, channelId, post, trace)
}

/** @returns a part that waits for its turn, under an id that no channel knows yet */
export function waitingPart(
  outputNo: number,
  channelId: PublicationRow['channelId'],
  part: number,
  now: Date,
): PublicationRow {
  const id = newId('msg', now.getTime())
  const at = now.toISOString()
  return { id, outputNo, channelId, part, step: 0, state: 'approved', at, reason: null, url: null, key: null }
}
