import * as z from 'zod'
import type { Account, Credentials } from '../kind.ts'

/** What OAuth gave; `expiresAt` in ms since the epoch. */
const OAuthToken = z.object({
  value: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.number().nullable(),
})
export type OAuthToken = z.infer<typeof OAuthToken>

const OAuthAccess = z.object({
  /** Of the application: what OAuth calls the client. */
  clientId: z.string(),
  clientSecret: z.string(),
  /** Null until the person has allowed it. */
  token: OAuthToken.nullable(),
})
export type OAuthAccess = z.infer<typeof OAuthAccess>

export const DiscordSecrets = z.object({
  botToken: z.string(),
  /** Null where the bot came to its servers without us. */
  oauth: OAuthAccess.nullable().default(null),
})
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

/** A server that the person has brought the bot to by OAuth. */
const Server = z.object({
  id: z.string(),
  name: z.string(),
  /** The bot was not there before, so it leaves when the channel is disconnected. */
  joined: z.boolean(),
})
export type Server = z.infer<typeof Server>

export const DiscordState = z.object({
  /** Without a slash at the end. */
  baseUrl: z.string(),
  hookUrl: z.string(),
  /** Of the application, in hex. */
  publicKey: z.string(),
  botId: z.string(),
  botName: z.string().default(''),
  channels: z.array(ReadChannel),
  /** What the person wants to be read of the servers; nothing: all that the bot may see there. */
  wanted: z.array(z.string()).default([]),
  servers: z.array(Server).default([]),
  /** When the servers were last looked through for channels, in ms since the epoch; 0: never. */
  lookedAt: z.number().default(0),
  /** The servers that the bot was in when the person was sent to Discord. */
  wasIn: z.array(z.string()).default([]),
})
export type DiscordState = z.infer<typeof DiscordState>

export type DiscordAccount = Account<DiscordSecrets, DiscordState>
export type DiscordCredentials = Credentials<DiscordSecrets, DiscordState>

/** @returns how the account is called by people. */
export function accountName({ botName, servers }: DiscordState): string {
  const where = servers.map(({ name }) => name).join(', ')
  return where === '' ? `@${botName}` : `@${botName} (${where})`
}
