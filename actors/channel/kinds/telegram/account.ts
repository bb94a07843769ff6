import * as z from 'zod'
import type { Account } from '../kind.ts'

export const TelegramSecrets = z.object({
  botToken: z.string(),
  /** What Telegram sends along with each update. Made by us, told to Telegram alone. */
  hookSecret: z.string(),
})
export type TelegramSecrets = z.infer<typeof TelegramSecrets>

export const TelegramState = z.object({
  /** Without a slash at the end. */
  baseUrl: z.string(),
  intake: z.enum(['hook', 'polling']),
  hookUrl: z.string(),
  botId: z.int(),
  /** The first update to ask for, and when the one before it came, in ms since the epoch. */
  next: z.object({ offset: z.int(), at: z.number() }).nullable(),
})
export type TelegramState = z.infer<typeof TelegramState>

export type TelegramAccount = Account<TelegramSecrets, TelegramState>
