import * as z from 'zod'
import { AttachmentId, ChannelId, DraftId, MessageId } from '../../ids.ts'
import { Agent } from '../agent.ts'

/** An answer in the making: kept on the server, the same on every device. */
export const Draft = z.object({
  id: DraftId,
  /** Grows with every change: an edit names the one that it was made on. */
  revision: z.number().int(),
  text: z.string(),
  channelId: ChannelId,
  threadKey: z.string(),
  replyTo: MessageId.nullable(),
  attachments: z.array(AttachmentId),
  origin: z.enum(['person', 'model', 'rule', 'agent']),
  /** The model that wrote it. */
  model: z.string().nullable(),
  /** The agent that wrote it. */
  agent: Agent.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Draft = z.infer<typeof Draft>

const Text = z.string().max(64 * 1024)
/** Made by the client, once for each thing that it wants done. */
const Key = z.string().min(8).max(100)

export const NewDraft = z.object({
  text: Text,
  /** The thread of the last incoming message where it is left out. */
  threadKey: z.string().max(500).optional(),
  replyTo: MessageId.optional(),
  attachments: z.array(AttachmentId).max(10).default([]),
  /** The same key again is the same draft, as it stands by then. */
  key: Key.optional(),
})
export type NewDraft = z.infer<typeof NewDraft>

export const EditDraft = z.object({
  revision: z.number().int(),
  text: Text.optional(),
  replyTo: MessageId.nullable().optional(),
  attachments: z.array(AttachmentId).max(10).optional(),
})
export type EditDraft = z.infer<typeof EditDraft>

/** Asks a model for an answer. `wish` says in the person's words what it is to say. */
export const WriteDraft = z.object({
  wish: z.string().trim().max(2_000).optional(),
  replyTo: MessageId.optional(),
  /** In the tone of what the person has written in this conversation before. */
  useTone: z.boolean().default(false),
  /** The same key again is the same draft, and asks no model a second time. */
  key: Key.optional(),
})
export type WriteDraft = z.infer<typeof WriteDraft>

/** Lets a draft leave. The same key is the same approval, so a double click sends one message. */
export const ApproveDraft = z.object({
  revision: z.number().int(),
  key: Key,
  /** Later than the undo window; within a year. */
  sendAt: z.iso.datetime().optional(),
})
export type ApproveDraft = z.infer<typeof ApproveDraft>

/** Sends a message once more that failed or may not have arrived. The same key again sends nothing. */
export const ResendMessage = z.object({ key: Key })
export type ResendMessage = z.infer<typeof ResendMessage>
