import * as z from 'zod'
import { ChannelId } from '../../ids.ts'

/** Every kind of platform that can be connected, in the order in which they are offered. */
export const ChannelKind = z.enum([
  'telegram',
  'email',
  'slack',
  'discord',
  'whatsapp',
  'x',
  'mastodon',
  'bluesky',
  'webhook',
])
export type ChannelKind = z.infer<typeof ChannelKind>

/** What a platform can do for us. What is false is not offered, and refused where it is asked for all the same. */
export const ChannelFeatures = z.object({
  /** Answers into a thread. */
  send: z.boolean(),
  /** Posts that answer nobody. */
  post: z.boolean(),
  edit: z.boolean(),
  delete: z.boolean(),
  react: z.boolean(),
  /** Files can be sent along. */
  attachments: z.boolean(),
  /** What was said before the channel was connected can be read. */
  history: z.boolean(),
  /** Longest text of one message; counted as `countedIn` says. */
  maxLength: z.number().int().positive(),
  /** Where a post, or an answer to one, has to be shorter than a message; counted alike. */
  maxPostLength: z.number().int().positive().optional(),
  /** Where a text beside files (a caption) has to be shorter than one by itself; counted alike. */
  maxCaptionLength: z.number().int().positive().optional(),
  countedIn: z.enum(['utf16', 'graphemes', 'bytes']),
})
export type ChannelFeatures = z.infer<typeof ChannelFeatures>

/**
 * `authorising`: waits for the person at the platform. `unauthorised`: the platform refuses the credentials, until the
 * person brings new ones. `failing`: what failed is tried again.
 */
export const ChannelState = z.enum([
  'authorising',
  'connected',
  'failing',
  'unauthorised',
  'paused',
  'disconnecting',
])
export type ChannelState = z.infer<typeof ChannelState>

/** A connected account as its person sees it: nothing in here is secret. */
export const Channel = z.object({
  id: ChannelId,
  kind: ChannelKind,
  name: z.string(),
  /** The account at the platform, as people there see it: `@my_bot`, `me@example.org`. */
  account: z.string().nullable(),
  state: ChannelState,
  /** Why it is failing or unauthorised, in one sentence. */
  reason: z.string().nullable(),
  features: ChannelFeatures,
  /** How what is written comes in. */
  intake: z.enum(['hook', 'polling', 'both']),
  /** What is to be told to the platform where it cannot be told by us. */
  hookUrl: z.string().nullable(),
  /** Outgoing messages that have not reached an end. */
  waiting: z.number().int().nonnegative(),
  /** Payloads that were accepted but not understood, kept for inspection. */
  unreadable: z.number().int().nonnegative(),
  createdAt: z.iso.datetime(),
  lastReceivedAt: z.iso.datetime().nullable(),
  lastSentAt: z.iso.datetime().nullable(),
})
export type Channel = z.infer<typeof Channel>

export const UpdateChannel = z
  .object({ name: z.string().trim().min(1).max(100), paused: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change')
export type UpdateChannel = z.infer<typeof UpdateChannel>

/** What was accepted from a platform and not understood. */
export const UnreadablePayload = z.object({
  no: z.number().int(),
  at: z.iso.datetime(),
  reason: z.string(),
  /** Text as it came; bytes that are no UTF-8 read as U+FFFD. At most 64 KiB of it. */
  body: z.string(),
})
export type UnreadablePayload = z.infer<typeof UnreadablePayload>
