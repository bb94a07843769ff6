import * as z from 'zod'

/** What OAuth v2 gave; `expiresAt` in ms and a refresh token only where the app rotates its tokens. */
const OAuthToken = z.object({
  value: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.number().nullable(),
})
export type OAuthToken = z.infer<typeof OAuthToken>

export const SlackSecrets = z.object({
  signingSecret: z.string(),
  access: z.discriminatedUnion('by', [
    /** Pasted: it belongs to the person and is never revoked. */
    z.object({ by: z.literal('token'), token: z.string() }),
    z.object({
      by: z.literal('oauth'),
      clientId: z.string(),
      clientSecret: z.string(),
      /** Null until the person has allowed it. */
      token: OAuthToken.nullable(),
    }),
  ]),
})
export type SlackSecrets = z.infer<typeof SlackSecrets>

/** Messages to be read: of a channel, or the replies of one of its threads. */
const Reading = z.object({
  channel: z.string(),
  root: z.string().nullable(),
  /** Only what is newer than this `ts`. */
  oldest: z.string(),
  cursor: z.string().nullable(),
  /** Newest `ts` seen: what a channel's `read` becomes once its last page is read. */
  newest: z.string().nullable(),
  /** Of a channel: its threads are read whose newest answer is newer than this; null: than `oldest`. */
  answersSince: z.string().nullable().default(null),
  /** The newest answer that the first page told of: what `answersRead` becomes. Later pages are younger than it. */
  answered: z.string().nullable().default(null),
})
export type Reading = z.infer<typeof Reading>

/** One catch-up, page by page: who there is, where we are, then what was said. */
const Round = z.discriminatedUnion('step', [
  z.object({ step: z.literal('people'), cursor: z.string().nullable() }),
  z.object({ step: z.literal('channels'), cursor: z.string().nullable() }),
  z.object({ step: z.literal('messages'), readings: z.tuple([Reading], Reading) }),
])
export type Round = z.infer<typeof Round>

const SlackChannel = z.object({
  name: z.string().nullable(),
  kind: z.enum(['channel', 'im', 'mpim']),
  /** Of a direct message: the other person's id. */
  user: z.string().nullable(),
  /** The `ts` up to which everything was read; null: never read. */
  read: z.string().nullable(),
  /** The same of the answers in its threads. */
  answersRead: z.string().nullable().default(null),
})
export type SlackChannel = z.infer<typeof SlackChannel>

export const SlackState = z.object({
  baseUrl: z.string(),
  /** As people at Slack see it. */
  account: z.string().nullable(),
  team: z.object({ id: z.string(), name: z.string(), url: z.string().nullable() }).nullable(),
  self: z.object({ user: z.string(), bot: z.string().nullable() }).nullable(),
  /** Names by user id, as of the last time they were read: parsing asks nobody. */
  people: z.record(z.string(), z.string()),
  peopleReadAt: z.number(),
  channels: z.record(z.string(), SlackChannel),
  round: Round.nullable(),
  /** Between two pages, in ms, for as long as Slack holds this app to so many requests a minute; 0: at once. */
  paceMs: z.number(),
  /** Pages that were read since Slack last asked for patience. */
  pages: z.number(),
})
export type SlackState = z.infer<typeof SlackState>

/** Beyond these, people are shown by their ids and channels without a name; the history of such channels is not read. */
export const MAX_PEOPLE = 2_000
export const MAX_CHANNELS = 500

export function newState(baseUrl: string): SlackState {
  return {
    baseUrl,
    account: null,
    team: null,
    self: null,
    people: {},
    peopleReadAt: 0,
    channels: {},
    round: null,
    paceMs: 0,
    pages: 0,
  }
}

/** @returns the bearer token, or null where the person has not allowed it yet. */
export function tokenOf({ access }: SlackSecrets): string | null {
  return access.by === 'token' ? access.token : (access.token?.value ?? null)
}
