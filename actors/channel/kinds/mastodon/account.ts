import * as z from 'zod'
import type { Account } from '../kind.ts'

export const MastodonSecrets = z.object({ accessToken: z.string() })
export type MastodonSecrets = z.infer<typeof MastodonSecrets>

export const MastodonState = z.object({
  /** The instance. */
  baseUrl: z.string(),
  accountId: z.string(),
  /** Without the first @: `ada@social.example`. */
  acct: z.string(),
  /** Of this instance, in graphemes. */
  maxLength: z.number(),
  /** The newest notification that was read; null: none so far. */
  lastId: z.string().nullable(),
  /** By the first post of each thread: the newest post of somebody else, which an answer goes to. The newest threads. */
  newest: z.record(z.string(), z.string()),
})
export type MastodonState = z.infer<typeof MastodonState>

export type MastodonAccount = Account<MastodonSecrets, MastodonState>
