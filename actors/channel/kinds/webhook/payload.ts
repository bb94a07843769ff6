import * as z from 'zod'
import { AttachmentRef, MAX_TEXT } from '@switchboard/shared-types/channel-event'

const Key = z.string().min(1).max(500)
const Person = z.object({
  id: Key,
  name: z.string().max(300).optional(),
  handle: z.string().max(300).optional(),
  bot: z.boolean().default(false),
})
const About = {
  /** The sender's own id of the event: the same one is taken once. */
  id: z.string().min(1).max(400),
  /** Where it was said. */
  thread: z.union([
    Key.transform((id) => ({ id, title: undefined, kind: undefined, url: undefined })),
    z.object({
      id: Key,
      title: z.string().max(300).optional(),
      kind: z.enum(['direct', 'group', 'post']).optional(),
      url: z.url().optional(),
    }),
  ]),
  /** When; now where nothing is said. */
  at: z.iso.datetime({ offset: true }).optional(),
}
const Text = z.string().max(MAX_TEXT)

/** What a webhook may say, in the words of docs/channels.md. */
export const WebhookEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    ...About,
    message: Key.optional(),
    author: Person,
    text: Text,
    replyTo: Key.optional(),
    /** Where the bytes can be read, without credentials. */
    files: z
      .array(
        z.object({
          url: z.url({ protocol: /^https?$/ }).max(2_000),
          ...AttachmentRef.pick({ name: true, type: true }).shape,
        }),
      )
      .max(20)
      .default([]),
  }),
  z.object({ type: z.literal('edit'), ...About, message: Key, text: Text }),
  z.object({ type: z.literal('deletion'), ...About, message: Key }),
  z.object({
    type: z.literal('reaction'),
    ...About,
    message: Key,
    author: Person,
    reactions: z.array(z.string().min(1).max(100)).max(50),
  }),
  z.object({
    type: z.literal('receipt'),
    ...About,
    message: Key,
    state: z.enum(['sent', 'delivered', 'read', 'failed']),
    reason: z.string().max(1_000).optional(),
  }),
])
export type WebhookEvent = z.infer<typeof WebhookEvent>
