import * as z from 'zod'
import type { Account, Credentials } from '../kind.ts'

/** `expiresAt` in ms since the epoch. */
const OAuthToken = z.object({
  value: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.number().nullable(),
})
export type OAuthToken = z.infer<typeof OAuthToken>

export const XSecrets = z.object({
  clientId: z.string(),
  /** Null for a public client. */
  clientSecret: z.string().nullable(),
  /** Null where no webhooks are taken. */
  consumerSecret: z.string().nullable(),
  /** Of PKCE, until the person has come back from X. */
  verifier: z.string().nullable(),
  /** Null until the person has allowed it. */
  token: OAuthToken.nullable(),
})
export type XSecrets = z.infer<typeof XSecrets>

/** What is read newest first, page by page, until something that is known. */
const Feed = z.object({
  /** The newest ids that were read, newest first; null: no round has come to its end yet. */
  known: z.array(z.string()).nullable(),
  /** The next page of a round that is not at its end. */
  token: z.string().nullable(),
  /** What `known` begins with once the round has come to its end. */
  pending: z.array(z.string()),
  /** X is not asked before, in ms since the epoch. */
  restUntil: z.number(),
})
export type Feed = z.infer<typeof Feed>

export const XState = z.object({
  /** The API. */
  baseUrl: z.string(),
  /** Where people read X, which has the page that asks them. */
  webUrl: z.string(),
  userId: z.string().nullable(),
  username: z.string().nullable(),
  messages: Feed,
  mentions: Feed,
  /** By thread: the newest post of somebody else, which an answer goes to. The newest threads. */
  newest: z.record(z.string(), z.string()),
})
export type XState = z.infer<typeof XState>

export type XAccount = Account<XSecrets, XState>
export type XCredentials = Credentials<XSecrets, XState>

const UNREAD: Feed = { known: null, token: null, pending: [], restUntil: 0 }

export function newState(baseUrl: string, webUrl: string): XState {
  return { baseUrl, webUrl, userId: null, username: null, messages: UNREAD, mentions: UNREAD, newest: {} }
}

/** @returns how the account is called by people; null until it is authorised. */
export function nameOf({ username }: XState): string | null {
  return username === null ? null : `@${username}`
}
