import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Output, PublishOutput } from '@switchboard/shared-types/api/outputs'
import type { OutputId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { changedMeanwhile } from './change-output.ts'
import type { OutputTables } from './change-output.ts'
import { sendPart, waitingPart } from './chain.ts'
import { chosenChannels } from './chosen-channels.ts'
import { noOutput, toOutput } from './output-table.ts'
import type { OutputRow } from './output-table.ts'
import { fits, roomOf } from './room.ts'

type PublishError = 'output.not_found' | 'output.changed' | 'output.no_channel' | 'output.too_long'

/**
 * Takes the person's approval and sends an output to its channels, each part behind the one before it. The same key is
 * the same approval; a new one sends once more what failed, and nothing else. Call it inside a transaction.
 */
export function publishOutput(
  tables: OutputTables,
  mail: Mail,
  { output, revision, key }: PublishOutput & { readonly output: OutputId },
  trace: Trace,
  now: Date,
): Written<Result<Output, PublishError>> {
  const { outputs, publications, timeline } = tables
  const row = outputs.find(output)
  if (row === undefined) return unseen(noOutput())
  if (row.publishKeys.includes(key)) return unseen(ok(toOutput(row, publications.ofOutput(row.no))))
  const checked = check(tables, row, revision)
  if (!checked.ok) return unseen(checked)
  const approved = outputs.update(row.no, {
    publishKeys: [...row.publishKeys, key],
    publishedAt: row.publishedAt ?? now.toISOString(),
  })
  for (const channel of row.channels) startChain(tables, mail, approved, channel, trace, now)
  const event = timeline.record({ type: 'output.changed', id: row.id }, now)
  return { answer: ok(toOutput(approved, publications.ofOutput(row.no))), events: [event] }
}

function check(
  { channels }: OutputTables,
  row: OutputRow,
  revision: number,
): Result<null, 'output.changed' | 'output.no_channel' | 'output.too_long'> {
  if (row.revision !== revision) return changedMeanwhile()
  const chosen = chosenChannels(channels, row.channels)
  if (!chosen.ok) return err('output.no_channel', 'One of its channels is gone. Choose others.')
  if (chosen.value.length === 0) return err('output.no_channel', 'Choose a channel to publish to first.')
  const room = roomOf(chosen.value)
  const long = row.parts.findIndex((part) => !fits(part, room))
  if (long === -1) return ok(null)
  return err('output.too_long', `Part ${long + 1} is longer than one of the channels takes.`, { part: long })
}

/** Begins a chain at its start, or again at the part that failed, behind the last that was sent. */
function startChain(
  { publications }: OutputTables,
  mail: Mail,
  row: OutputRow,
  channel: OutputRow['channels'][number],
  trace: Trace,
  now: Date,
): void {
  const known = publications.ofOutput(row.no).filter(({ channelId }) => channelId === channel)
  const failed = known.filter(({ state }) => state === 'failed')
  const from = known.length === 0 ? 0 : failed[0]?.part
  if (from === undefined) return
  for (const { id } of failed) publications.remove(id)
  const numbers = row.parts.keys().filter((part) => part >= from)
  const fresh = [...numbers].map((part) => waitingPart(row.no, channel, part, now))
  for (const part of fresh) publications.insert(part)
  const [first] = fresh
  const before = known.find(({ part }) => part === from - 1)
  if (first !== undefined) sendPart(publications, mail, row, first, before?.key ?? null, trace, now)
}
