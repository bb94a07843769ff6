import * as z from 'zod'
import { ChannelId, ConversationId, EntryId, OutputId } from '../ids.ts'
import { DeliveryState } from './conversations/delivery.ts'

const Text = z.string().trim().min(1).max(20_000)

/** What an output is made from. */
export const OutputSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('entries'), ids: z.array(EntryId).min(1).max(50) }),
  z.object({ type: z.literal('conversation'), id: ConversationId }),
  z.object({ type: z.literal('text') }),
])
export type OutputSource = z.infer<typeof OutputSource>

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
  source: OutputSource,
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
