import * as z from 'zod'

/** Where something was said: the platform's own name of the thread, unique within its channel. */
export const ThreadRef = z.object({
  key: z.string().min(1).max(500),
  kind: z.enum(['direct', 'group', 'post']),
  title: z.string().max(300).nullable(),
  url: z.string().nullable(),
})
export type ThreadRef = z.infer<typeof ThreadRef>

export const Author = z.object({
  /** Unique within the channel: the platform's id of the account, or the e-mail address. */
  key: z.string().min(1).max(500),
  name: z.string().max(300),
  handle: z.string().max(300).nullable(),
  /** The connected account itself, written from here or from elsewhere. */
  self: z.boolean(),
  bot: z.boolean(),
})
export type Author = z.infer<typeof Author>

/** A file that lies with the platform, or inside the channel's stored mail, until it is fetched by its `ref`. */
export const AttachmentRef = z.object({
  ref: z.string().min(1).max(2_000),
  name: z.string().max(300),
  type: z.string().max(200),
  /** In bytes, as the platform says. */
  size: z.number().int().nonnegative().nullable(),
})
export type AttachmentRef = z.infer<typeof AttachmentRef>

const About = z.object({
  /** The platform's id of the event: what is dropped when it comes again. */
  eventId: z.string().min(1).max(500),
  thread: ThreadRef,
  at: z.iso.datetime(),
})

/** Longer texts are cut; a mail's raw source stays with its channel. */
export const MAX_TEXT = 64 * 1024

/** `auto`: a machine answers for its person, as a vacation notice does. Only what is ordinary is answered by rule. */
export const Nature = z.enum(['ordinary', 'auto', 'bulk', 'bounce'])
export type Nature = z.infer<typeof Nature>

export const MessageEvent = About.extend({
  type: z.literal('message'),
  /** The platform's id of the message, unique within the thread. */
  key: z.string().min(1).max(500),
  author: Author,
  text: z.string().max(MAX_TEXT),
  /** Sanitised; null where the platform has plain text. */
  html: z
    .string()
    .max(4 * MAX_TEXT)
    .nullable(),
  attachments: z.array(AttachmentRef).max(50),
  replyTo: z.string().max(500).nullable(),
  /** Joins what the platform sends as several messages and people see as one (Telegram's media groups). */
  groupKey: z.string().max(500).nullable(),
  nature: Nature,
  /** A bounce: the key of our message that came back. */
  about: z.string().max(500).nullable(),
})
export type MessageEvent = z.infer<typeof MessageEvent>

export const EditEvent = About.extend({
  type: z.literal('edit'),
  key: z.string(),
  text: z.string().max(MAX_TEXT),
  html: z
    .string()
    .max(4 * MAX_TEXT)
    .nullable(),
})
export type EditEvent = z.infer<typeof EditEvent>

export const DeletionEvent = About.extend({ type: z.literal('deletion'), key: z.string() })
export type DeletionEvent = z.infer<typeof DeletionEvent>

/** The reactions of one person to one message. */
export const ReactionEvent = About.extend({
  type: z.literal('reaction'),
  key: z.string(),
  author: Author,
  reactions: z.array(z.string().max(100)).max(50),
  /** Where the platform tells only what has changed (Slack, Discord); without it `reactions` are all there are now. */
  change: z.enum(['added', 'removed']).optional(),
})
export type ReactionEvent = z.infer<typeof ReactionEvent>

/** What the platform says of a message of ours. */
export const ReceiptEvent = About.extend({
  type: z.literal('receipt'),
  key: z.string(),
  state: z.enum(['sent', 'delivered', 'read', 'failed']),
  reason: z.string().max(1_000).nullable(),
})
export type ReceiptEvent = z.infer<typeof ReceiptEvent>

/** The thread goes on under another name (Telegram's migrate_to_chat_id): what follows belongs to the same talk. */
export const ThreadMovedEvent = About.extend({ type: z.literal('thread-moved'), to: ThreadRef })
export type ThreadMovedEvent = z.infer<typeof ThreadMovedEvent>

/** What happened at a platform, in the words of no platform. */
export const ChannelEvent = z.discriminatedUnion('type', [
  MessageEvent,
  EditEvent,
  DeletionEvent,
  ReactionEvent,
  ReceiptEvent,
  ThreadMovedEvent,
])
export type ChannelEvent = z.infer<typeof ChannelEvent>
