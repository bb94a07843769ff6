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
  /** Of the app: registers its webhook. Null where the person does that, or wants none. */
  bearerToken: z.string().nullable().default(null),
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
  /** Where X finds us. */
  hookUrl: z.string().default(''),
  /** When the webhook was looked after, in ms since the epoch, and in one sentence why there is none. */
  webhook: z
    .object({ checkedAt: z.number(), problem: z.string().nullable() })
    .default({ checkedAt: 0, problem: null }),
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

export function newState({
  baseUrl,
  webUrl,
  hookUrl,
}: Pick<XState, 'baseUrl' | 'webUrl' | 'hookUrl'>): XState {
  const read = { messages: UNREAD, mentions: UNREAD, newest: {} }
  const webhook = { checkedAt: 0, problem: null }
  return { baseUrl, webUrl, hookUrl, webhook, userId: null, username: null, ...read }
}

/** @returns how the account is called by people; null until it is authorised. */
export function nameOf({ username }: XState): string | null {
  return username === null ? null : `@${username}`
}
