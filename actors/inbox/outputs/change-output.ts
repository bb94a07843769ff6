import type { EditOutput, Output } from '@switchboard/shared-types/api/outputs'
import type { OutputId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ChannelTable } from '../channels/channel-table.ts'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { chosenChannels } from './chosen-channels.ts'
import { noOutput, toOutput } from './output-table.ts'
import type { OutputTable } from './output-table.ts'
import type { PublicationTable } from './publication-table.ts'

export interface OutputTables {
  readonly timeline: Timeline
  readonly channels: ChannelTable
  readonly outputs: OutputTable
  readonly publications: PublicationTable
}

type EditError =
  | 'output.not_found'
  | 'output.changed'
  | 'output.published'
  | 'channel.not_found'
  | 'channel.unsupported'

/** Changes the text or the channels of an output that was not published. Call it inside a transaction. */
export function editOutput(
  { timeline, channels, outputs }: OutputTables,
  { output, revision, parts, channels: ids }: EditOutput & { readonly output: OutputId },
  now: Date,
): Written<Result<Output, EditError>> {
  const row = outputs.find(output)
  if (row === undefined) return unseen(noOutput())
  if (row.publishedAt !== null) {
    return unseen(err('output.published', 'This output was published and can not be changed any more.'))
  }
  if (row.revision !== revision) return unseen(changedMeanwhile())
  const chosen = ids === undefined ? null : chosenChannels(channels, ids)
  if (chosen !== null && !chosen.ok) return unseen(chosen)
  const after = outputs.update(row.no, {
    revision: revision + 1,
    parts: parts ?? row.parts,
    channels: chosen === null ? row.channels : chosen.value.map(({ id }) => id),
  })
  const event = timeline.record({ type: 'output.changed', id: row.id }, now)
  return { answer: ok(toOutput(after, [])), events: [event] }
}

/** Forgets an output; what it has published stays published. Call it inside a transaction. */
export function deleteOutput(
  { timeline, outputs }: OutputTables,
  id: OutputId,
  now: Date,
): Written<Result<null, 'output.not_found'>> {
  const row = outputs.find(id)
  if (row === undefined) return unseen(noOutput())
  outputs.remove(row.no)
  return { answer: ok(null), events: [timeline.record({ type: 'output.removed', id }, now)] }
}

/** @returns all outputs with what became of them, newest first */
export function listOutputs({ outputs, publications }: OutputTables): Output[] {
  const all = publications.byOutput()
  return outputs.all().map((row) => toOutput(row, all.get(row.no) ?? []))
}

export function changedMeanwhile() {
  return err('output.changed', 'This output was changed somewhere else meanwhile.')
}
