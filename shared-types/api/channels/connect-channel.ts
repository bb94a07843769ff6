import * as z from 'zod'

const BaseUrl = z.url({ protocol: /^https?$/ }).max(500)
const Secret = z.string().trim().min(1).max(4_000)
const Name = z.string().trim().min(1).max(100).optional()

/** Base URLs are the platforms' own unless said otherwise: a Bot API server of one's own, an instance, a relay. */
export const ConnectTelegram = z.object({
  kind: z.literal('telegram'),
  name: Name,
  botToken: z
    .string()
    .trim()
    .regex(/^\d+:[\w-]{20,}$/, 'is not a token of @BotFather'),
  /** `hook` needs an address that Telegram can reach. */
  intake: z.enum(['hook', 'polling']).default('polling'),
  baseUrl: BaseUrl.default('https://api.telegram.org'),
})
export type ConnectTelegram = z.infer<typeof ConnectTelegram>

export const ConnectSlack = z.object({
  kind: z.literal('slack'),
  name: Name,
  signingSecret: Secret,
  /** A bot token; or the app's client id and secret, which begin OAuth v2. */
  access: z.union([z.object({ botToken: Secret }), z.object({ clientId: Secret, clientSecret: Secret })]),
  baseUrl: BaseUrl.default('https://slack.com'),
})
export type ConnectSlack = z.infer<typeof ConnectSlack>

export const ConnectDiscord = z.object({
  kind: z.literal('discord'),
  name: Name,
  botToken: Secret,
  /** Begins OAuth: Discord asks the person which server the bot is to come to. Reading stays the bot's right. */
  clientSecret: Secret.optional(),
  /** Of the application, in hex: checks the signatures of interactions. Discord tells it; where it is said here, both have to be the same. */
  publicKey: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{64}$/i, 'is not an Ed25519 key in hex')
    .optional(),
  /** The channels whose messages are read: Discord does not push these. With OAuth nothing means all of the server. */
  channels: z
    .array(z.string().regex(/^\d{5,25}$/))
    .max(50)
    .default([]),
  baseUrl: BaseUrl.default('https://discord.com/api/v10'),
  /** The page where the person allows it, which is not the API's. */
  authoriseUrl: BaseUrl.default('https://discord.com/oauth2/authorize'),
})
export type ConnectDiscord = z.infer<typeof ConnectDiscord>

export const ConnectWhatsApp = z.object({
  kind: z.literal('whatsapp'),
  name: Name,
  accessToken: Secret,
  appSecret: Secret,
  phoneNumberId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/),
  baseUrl: BaseUrl.default('https://graph.facebook.com/v24.0'),
})
export type ConnectWhatsApp = z.infer<typeof ConnectWhatsApp>

export const ConnectX = z.object({
  kind: z.literal('x'),
  name: Name,
  clientId: Secret,
  clientSecret: Secret.optional(),
  /** Checks and answers webhooks; without it what is new is polled. */
  consumerSecret: Secret.optional(),
  /** Of the app: with it the webhook is registered by itself. */
  bearerToken: Secret.optional(),
  baseUrl: BaseUrl.default('https://api.x.com'),
  /** The page where the person allows it, which is not the API's. */
  authoriseUrl: BaseUrl.default('https://x.com/i/oauth2/authorize'),
})
export type ConnectX = z.infer<typeof ConnectX>

export const ConnectEmail = z.object({
  kind: z.literal('email'),
  name: Name,
  address: z.email().max(254),
  /** How answers leave: Cloudflare's `send_email` binding, a provider's HTTP API, or a signed webhook of one's own. */
  sending: z.discriminatedUnion('by', [
    z.object({ by: z.literal('binding') }),
    z.object({ by: z.literal('resend'), apiKey: Secret, baseUrl: BaseUrl.default('https://api.resend.com') }),
    z.object({ by: z.literal('webhook'), url: BaseUrl, secret: Secret }),
    z.object({ by: z.literal('nothing') }),
  ]),
  /** Mail to `me+anything@example.org` arrives too: answers are then asked to such an address, which tells the thread. */
  subAddresses: z.boolean().default(false),
})
export type ConnectEmail = z.infer<typeof ConnectEmail>

export const ConnectWebhook = z.object({
  kind: z.literal('webhook'),
  name: Name,
  /** Where answers are sent, signed; without it the channel only listens. */
  sendUrl: BaseUrl.optional(),
})
export type ConnectWebhook = z.infer<typeof ConnectWebhook>

export const ConnectMastodon = z.object({
  kind: z.literal('mastodon'),
  name: Name,
  accessToken: Secret,
  /** The instance. */
  baseUrl: BaseUrl,
})
export type ConnectMastodon = z.infer<typeof ConnectMastodon>

export const ConnectBluesky = z.object({
  kind: z.literal('bluesky'),
  name: Name,
  identifier: z.string().trim().min(3).max(254),
  appPassword: Secret,
  /** The personal data server. */
  baseUrl: BaseUrl.default('https://bsky.social'),
})
export type ConnectBluesky = z.infer<typeof ConnectBluesky>

export const ConnectChannel = z.discriminatedUnion('kind', [
  ConnectTelegram,
  ConnectSlack,
  ConnectDiscord,
  ConnectWhatsApp,
  ConnectX,
  ConnectEmail,
  ConnectWebhook,
  ConnectMastodon,
  ConnectBluesky,
])
export type ConnectChannel = z.infer<typeof ConnectChannel>
