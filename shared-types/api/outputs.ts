import * as z from 'zod'
import { ChannelId, ConversationId, EntryId, OutputId } from '../ids.ts'
import { DeliveryState } from './conversations/delivery.ts'
import { EntryScope, EntryView } from './entries.ts'

const Text = z.string().trim().min(1).max(20_000)

/** An output is made of no more entries than these. */
export const MOST_ENTRIES = 50

const Entries = z.object({ type: z.literal('entries'), ids: z.array(EntryId).min(1).max(MOST_ENTRIES) })
const Conversation = z.object({ type: z.literal('conversation'), id: ConversationId })
const FreeText = z.object({ type: z.literal('text') })
/** The entries of a list that arrived at or after `from` and before `to`. */
const Digest = EntryScope.extend({
  type: z.literal('digest'),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  view: EntryView.default('all'),
})

/** What an output is made from. */
export const OutputSource = z.discriminatedUnion('type', [Entries, Conversation, FreeText, Digest])
export type OutputSource = z.infer<typeof OutputSource>

/** What an output was made from: a digest names the entries that it found then. */
export const OutputOrigin = z.discriminatedUnion('type', [
  Entries,
  Conversation,
  FreeText,
  Digest.extend({ ids: z.array(EntryId) }),
])
export type OutputOrigin = z.infer<typeof OutputOrigin>

export const OutputForm = z.enum(['post', 'thread', 'summary'])
export type OutputForm = z.infer<typeof OutputForm>

/**
 * What is free text is given in `parts`, whoever writes the output; a person's own output is its parts.
 * `by: model` asks the person's router; where it can not, the template is used and the answer says so.
 */
export const NewOutput = z
  .object({
    source: OutputSource,
    form: OutputForm,
    by: z.enum(['template', 'model', 'person']),
    parts: z.array(Text).min(1).max(25).optional(),
    channels: z.array(ChannelId).max(10).default([]),
    wish: z.string().trim().max(2_000).optional(),
  })
  .refine(
    ({ by, source, parts }) => parts !== undefined || (by !== 'person' && source.type !== 'text'),
    'there is no text',
  )
  .refine(
    ({ source }) => source.type !== 'digest' || Date.parse(source.from) < Date.parse(source.to),
    'the period of the digest is empty',
  )
export type NewOutput = z.infer<typeof NewOutput>

export const EditOutput = z
  .object({ parts: z.array(Text).min(1).max(25), channels: z.array(ChannelId).max(10) })
  .partial()
  .extend({ revision: z.number().int() })
export type EditOutput = z.infer<typeof EditOutput>

/** Approves an output and publishes it. The same key is the same act. */
export const PublishOutput = z.object({ revision: z.number().int(), key: z.string().min(8).max(100) })
export type PublishOutput = z.infer<typeof PublishOutput>

export const Publication = z.object({
  channelId: ChannelId,
  part: z.number().int(),
  state: DeliveryState,
  at: z.iso.datetime(),
  reason: z.string().nullable(),
  url: z.string().nullable(),
})
export type Publication = z.infer<typeof Publication>

export const Output = z.object({
  id: OutputId,
  revision: z.number().int(),
  form: OutputForm,
  source: OutputOrigin,
  /** Where it was taken from, as a person reads it. */
  sourceTitle: z.string(),
  by: z.enum(['template', 'model', 'person']),
  model: z.string().nullable(),
  /** Why a template stands where a model was asked for. */
  note: z.string().nullable(),
  parts: z.array(z.string()),
  channels: z.array(ChannelId),
  publishedAt: z.iso.datetime().nullable(),
  publications: z.array(Publication),
  createdAt: z.iso.datetime(),
})
export type Output = z.infer<typeof Output>
