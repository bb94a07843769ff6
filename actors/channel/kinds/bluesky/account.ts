import * as z from 'zod'
import type { Account, Credentials } from '../kind.ts'

export const BlueskySecrets = z.object({
  identifier: z.string(),
  /** Opens a new session where the refresh token is no longer good; sessions are few a day, so seldom. */
  appPassword: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Of the access token, in ms since the epoch. */
  expiresAt: z.number(),
})
export type BlueskySecrets = z.infer<typeof BlueskySecrets>

export const BlueskyState = z.object({
  /** The personal data server. */
  baseUrl: z.string(),
  did: z.string(),
  handle: z.string(),
  /** Up to this time (`indexedAt`) all notifications were read; null: never. */
  readTo: z.string().nullable(),
  /** Where a reading goes on, which began at `newest`; they come newest first. */
  page: z.object({ cursor: z.string(), newest: z.string() }).nullable(),
  /** By the first post of each thread: the newest post of somebody else, which an answer goes to. The newest threads. */
  newest: z.record(z.string(), z.string()),
})
export type BlueskyState = z.infer<typeof BlueskyState>

export type BlueskyAccount = Account<BlueskySecrets, BlueskyState>
export type BlueskyCredentials = Credentials<BlueskySecrets, BlueskyState>
