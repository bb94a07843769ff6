import * as z from 'zod'
import { AttachmentId, ChannelId, ConversationId, MessageId } from '../../ids.ts'
import { Delivery } from './delivery.ts'

/** The largest file that is kept or sent, in bytes. */
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024

/** `waiting`: still with the platform. `refused`: too large or of a kind that is not kept. */
export const Attachment = z.object({
  id: AttachmentId,
  name: z.string(),
  type: z.string(),
  size: z.number().int().nonnegative().nullable(),
  state: z.enum(['waiting', 'stored', 'refused', 'gone']),
})
export type Attachment = z.infer<typeof Attachment>

export const MessageAuthor = z.object({
  key: z.string(),
  name: z.string(),
  handle: z.string().nullable(),
  /** The person whose inbox this is, through the connected account. */
  self: z.boolean(),
  bot: z.boolean(),
})
export type MessageAuthor = z.infer<typeof MessageAuthor>

export const Reaction = z.object({ emoji: z.string(), by: z.array(z.string()), mine: z.boolean() })
export type Reaction = z.infer<typeof Reaction>

/** What the person wants done to a message at its platform, until it is done. */
export const MessageAct = z.object({
  type: z.enum(['edit', 'delete', 'react']),
  /** `unknown`: the platform may have done it. */
  state: z.enum(['pending', 'failed', 'unknown']),
  reason: z.string().nullable(),
})
export type MessageAct = z.infer<typeof MessageAct>

/** `note`: the person's own, seen by nobody outside. */
export const Message = z.object({
  id: MessageId,
  conversationId: ConversationId,
  /** Order within the conversation. */
  no: z.number().int(),
  direction: z.enum(['in', 'out', 'note']),
  channelId: ChannelId.nullable(),
  threadKey: z.string().nullable(),
  /** Stretches of talk without a long silence: messages with the same number belong together. */
  episode: z.number().int(),
  author: MessageAuthor,
  text: z.string(),
  /** Sanitised at the channel. */
  html: z.string().nullable(),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  replyTo: z.object({ id: MessageId, author: z.string(), snippet: z.string() }).nullable(),
  attachments: z.array(Attachment),
  reactions: z.array(Reaction),
  nature: z.enum(['ordinary', 'auto', 'bulk', 'bounce']),
  delivery: Delivery.nullable(),
  act: MessageAct.nullable(),
})
export type Message = z.infer<typeof Message>

export const EditMessage = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(64 * 1024),
})
export type EditMessage = z.infer<typeof EditMessage>

export const MessageQuery = z.object({
  /** Full-text query over the conversation. */
  q: z.string().trim().min(1).max(200).optional(),
  /** The page before (older than) this cursor. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MessageQuery = z.infer<typeof MessageQuery>

export const MessagePage = z.object({
  /** Newest first. */
  messages: z.array(Message),
  nextCursor: z.string().nullable(),
})
export type MessagePage = z.infer<typeof MessagePage>
