import type { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import type { NewOutput, Output } from '@switchboard/shared-types/api/outputs'
import { newId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { ChannelTable } from '../channels/channel-table.ts'
import type { Timeline } from '../history/timeline.ts'
import type { Written } from '../inbox.ts'
import { chosenChannels } from './chosen-channels.ts'
import { readMaterial } from './material.ts'
import type { Material, MaterialTables } from './material.ts'
import { toOutput } from './output-table.ts'
import type { OutputRow, OutputTable } from './output-table.ts'
import { partsOf, questionFor } from './prompt.ts'
import { fits, roomOf } from './room.ts'
import type { Room } from './room.ts'
import { shorten, splitText } from './split.ts'
import { fromTemplate, numbered, NUMBER_LENGTH } from './template.ts'

export interface WriterParts {
  readonly tables: MaterialTables & {
    readonly timeline: Timeline
    readonly channels: ChannelTable
    readonly outputs: OutputTable
  }
  readonly ask: (trace: Trace, question: Question) => ReturnType<typeof askModel>
  readonly write: <T>(write: (now: Date) => Written<T>) => Promise<T>
}

type WriteError =
  | 'entry.not_found'
  | 'conversation.not_found'
  | 'subscription.not_found'
  | 'digest.empty'
  | 'channel.not_found'
  | 'channel.unsupported'
type Text = Pick<OutputRow, 'parts' | 'by' | 'model' | 'note'>

/** Makes an output of entries, a digest, a conversation or a text, and keeps it. Nothing is published yet. */
export async function writeOutput(
  { tables, ask, write }: WriterParts,
  input: NewOutput,
  trace: Trace,
): Promise<Result<Output, WriteError>> {
  const channels = chosenChannels(tables.channels, input.channels)
  if (!channels.ok) return channels
  const material = readMaterial(tables, input)
  if (!material.ok) return material
  const text = await compose(ask, input, material.value, roomOf(channels.value), trace)
  const chosen = channels.value.map(({ id }) => id)
  return await write((now) => keep(tables, { ...input, channels: chosen }, material.value, text, now))
}

async function compose(
  ask: WriterParts['ask'],
  input: NewOutput,
  material: Material,
  room: Room,
  trace: Trace,
): Promise<Text> {
  if (input.by === 'person') return { parts: input.parts ?? [], by: 'person', model: null, note: null }
  const template = (): string[] => fromTemplate(input.form, material.items, room, material.left)
  if (input.by === 'template') return { parts: template(), by: 'template', model: null, note: null }
  const answer = await ask(trace, questionFor(input, material, room))
  if (!answer.ok) return { parts: template(), by: 'template', model: null, note: answer.error.message }
  const { text, model } = answer.value
  return { parts: fitted(input.form, partsOf(text), room), by: 'model', model, note: null }
}

/** A model may not count well: what does not fit is broken up, or shortened where there is but one part. */
function fitted(form: NewOutput['form'], parts: readonly string[], room: Room): string[] {
  if (form !== 'thread') return [shorten(parts.join('\n\n'), room)]
  const isFine = parts.every((part) => fits(part, room, NUMBER_LENGTH))
  return numbered(isFine ? parts : parts.flatMap((part) => splitText(part, room, NUMBER_LENGTH)))
}

function keep(
  { timeline, outputs }: WriterParts['tables'],
  { form, channels }: Pick<NewOutput, 'form' | 'channels'>,
  { title, origin }: Material,
  text: Text,
  now: Date,
): Written<Result<Output, never>> {
  const row = outputs.insert({
    id: newId('out', now.getTime()),
    revision: 1,
    form,
    source: origin,
    sourceTitle: title,
    ...text,
    channels,
    publishKeys: [],
    publishedAt: null,
    createdAt: now.toISOString(),
  })
  const event = timeline.record({ type: 'output.changed', id: row.id }, now)
  return { answer: ok(toOutput(row, [])), events: [event] }
}
