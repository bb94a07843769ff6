import * as z from 'zod'
import { ChannelId, DeadLetterId, FeedId, InboxId, PersonId } from '../ids.ts'
import { Person, RegistrationMode } from './account.ts'
import { ChannelKind, ChannelState } from './channels/channel.ts'
import { FeedHealth } from './subscriptions.ts'

export const PersonStatus = z.enum(['active', 'suspended', 'deleting'])
export type PersonStatus = z.infer<typeof PersonStatus>

export const PersonRow = Person.extend({ status: PersonStatus, lastSeenAt: z.iso.datetime().nullable() })
export type PersonRow = z.infer<typeof PersonRow>

export const PersonDetails = PersonRow.extend({
  sessions: z.number().int(),
  subscriptions: z.number().int(),
  entries: z.number().int(),
  storageBytes: z.number().int(),
})
export type PersonDetails = z.infer<typeof PersonDetails>

export const PageQuery = z.object({
  q: z.string().trim().max(200).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

export const PersonPage = z.object({ people: z.array(PersonRow), nextCursor: z.string().nullable() })
export type PersonPage = z.infer<typeof PersonPage>

export const FeedQuery = PageQuery.extend({ health: FeedHealth.optional() })
export type FeedQuery = z.infer<typeof FeedQuery>

/** A feed as the directory knows it; the feed itself reports it when it changes. */
export const FeedRow = z.object({
  id: FeedId,
  url: z.string(),
  title: z.string().nullable(),
  health: FeedHealth,
  reason: z.string().nullable(),
  subscribers: z.number().int(),
  reportedAt: z.iso.datetime(),
})
export type FeedRow = z.infer<typeof FeedRow>

export const FeedPage = z.object({ feeds: z.array(FeedRow), nextCursor: z.string().nullable() })
export type FeedPage = z.infer<typeof FeedPage>

export const ChannelHealth = z.enum([...ChannelState.options, 'disconnected'])
export type ChannelHealth = z.infer<typeof ChannelHealth>

export const ChannelQuery = PageQuery.extend({ health: ChannelHealth.optional() })
export type ChannelQuery = z.infer<typeof ChannelQuery>

/**
 * A channel as the directory knows it; the channel itself reports it when its health changes. What its person calls it,
 * its account and what is written through it are not told.
 */
export const ChannelRow = z.object({
  id: ChannelId,
  kind: ChannelKind,
  owner: InboxId,
  health: ChannelHealth,
  reason: z.string().nullable(),
  /** When something last came in or left, as of the report. */
  lastEventAt: z.iso.datetime().nullable(),
  reportedAt: z.iso.datetime(),
})
export type ChannelRow = z.infer<typeof ChannelRow>

export const ChannelPage = z.object({ channels: z.array(ChannelRow), nextCursor: z.string().nullable() })
export type ChannelPage = z.infer<typeof ChannelPage>

export const ActorKind = z.enum([
  'inbox',
  'feed',
  'identity',
  'directory',
  'router',
  'channel',
  'conversation',
])
export type ActorKind = z.infer<typeof ActorKind>

/** A message that its target refused or never took, after the last attempt. It stays in its actor until replayed. */
export const DeadLetter = z.object({
  id: DeadLetterId,
  actor: ActorKind,
  actorId: z.string(),
  target: z.string(),
  kind: z.string(),
  attempts: z.number().int(),
  reason: z.string(),
  at: z.iso.datetime(),
})
export type DeadLetter = z.infer<typeof DeadLetter>

export const DeadLetterPage = z.object({ letters: z.array(DeadLetter), nextCursor: z.string().nullable() })
export type DeadLetterPage = z.infer<typeof DeadLetterPage>

/** One act of an admin, written before it is done. `hash` chains it to the entry before. */
export const AuditEntry = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  by: PersonId,
  act: z.string(),
  subject: z.string(),
  requestId: z.string(),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>

export const AuditVerdict = z.object({
  entries: z.number().int(),
  intact: z.boolean(),
  brokenAt: z.number().nullable(),
})
export type AuditVerdict = z.infer<typeof AuditVerdict>

export const SetRegistration = z.object({ mode: RegistrationMode })

export const Invitation = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
export type Invitation = z.infer<typeof Invitation>

export const ActorHealth = z.object({
  actor: z.string(),
  id: z.string(),
  ok: z.boolean(),
  ms: z.number(),
  deadLetters: z.number().int(),
  pendingMessages: z.number().int(),
})
export type ActorHealth = z.infer<typeof ActorHealth>
