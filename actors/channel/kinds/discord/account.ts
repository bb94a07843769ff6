import * as z from 'zod'
import type { Account } from '../kind.ts'

export const DiscordSecrets = z.object({ botToken: z.string() })
export type DiscordSecrets = z.infer<typeof DiscordSecrets>

/** A channel, thread or direct talk whose messages are polled. */
export const ReadChannel = z.object({
  id: z.string(),
  guild: z.string().nullable(),
  kind: z.enum(['direct', 'group']),
  title: z.string().nullable(),
  /** All up to this message has been read and is not looked at again. */
  base: z.string(),
  /** The newest messages behind it, oldest first, with when each was edited: looked at again for changes. */
  seen: z.array(z.tuple([z.string(), z.string().nullable()])),
  /** It can not be read before this time, in ms since the epoch. */
  closedUntil: z.number().nullable(),
})
export type ReadChannel = z.infer<typeof ReadChannel>

export const DiscordState = z.object({
  /** Without a slash at the end. */
  baseUrl: z.string(),
  hookUrl: z.string(),
  /** Of the application, in hex. */
  publicKey: z.string(),
  botId: z.string(),
  channels: z.array(ReadChannel),
})
export type DiscordState = z.infer<typeof DiscordState>

export type DiscordAccount = Account<DiscordSecrets, DiscordState>
