import * as z from 'zod'
import { Channel } from '../api/channels/channel.ts'
import { ConversationSummary } from '../api/conversations/conversation.ts'
import { Counts, EntryState, EntrySummary, MarkRead } from '../api/entries.ts'
import { Notification } from '../api/notifications.ts'
import { ImportProgress, Subscription } from '../api/subscriptions.ts'
import { ChannelId, ConversationId, EntryId, NotificationId, OutputId, SubscriptionId } from '../ids.ts'

/** Raised when a frame changes in a way that an older client would misread. */
export const PROTOCOL_VERSION = 1

/** Sent as text; answered by the runtime with {@link PONG} without waking the actor. */
export const PING = 'ping'
export const PONG = 'pong'

/** Close codes of our own (RFC 6455 section 7.4.2 leaves 4000-4999 to applications). */
export const CLOSE = {
  /** The session ended or was revoked: sign in again, do not reconnect. */
  signedOut: 4401,
  /** A frame was not valid: reconnecting with the same frame does not help. */
  badFrame: 4400,
  /** The client speaks another protocol version: reload the page. */
  badVersion: 4406,
  /** Too slow or restarting: reconnect with the cursor. */
  resume: 4408,
} as const

/** First frame of a client. With the epoch and cursor of its last visit it gets exactly what it missed. */
export const Hello = z.object({
  type: z.literal('hello'),
  version: z.number().int(),
  epoch: z.string().max(40).optional(),
  cursor: z.number().int().nonnegative().optional(),
})
export const ClientFrame = z.discriminatedUnion('type', [Hello])
export type ClientFrame = z.infer<typeof ClientFrame>

/** Where in the inbox's history a frame stands. `seq` grows with every change; a new `epoch` means new storage. */
const Position = z.object({ epoch: z.string(), seq: z.number().int().nonnegative() })

export const EntriesAdded = Position.extend({
  type: z.literal('entries.added'),
  entries: z.array(EntrySummary),
})
export const EntryUpdated = Position.extend({ type: z.literal('entry.updated'), entry: EntrySummary })
export const EntriesChanged = Position.extend({
  type: z.literal('entries.changed'),
  ids: z.array(EntryId),
  state: EntryState.partial(),
})
export const EntriesMarkedRead = Position.extend({ type: z.literal('entries.marked-read'), range: MarkRead })
/** Retention took these. A subscription that ends takes its entries along without naming them. */
export const EntriesRemoved = Position.extend({ type: z.literal('entries.removed'), ids: z.array(EntryId) })
export const SubscriptionChanged = Position.extend({
  type: z.literal('subscription.changed'),
  subscription: Subscription,
})
export const SubscriptionRemoved = Position.extend({
  type: z.literal('subscription.removed'),
  id: SubscriptionId,
})

export const NotificationAdded = Position.extend({
  type: z.literal('notification.added'),
  notification: Notification,
})
export const NotificationsRead = Position.extend({
  type: z.literal('notifications.read'),
  ids: z.array(NotificationId),
  at: z.iso.datetime(),
})

export const ChannelChanged = Position.extend({ type: z.literal('channel.changed'), channel: Channel })
/** Its conversations stay. */
export const ChannelRemoved = Position.extend({ type: z.literal('channel.removed'), id: ChannelId })
/** They are new or otherwise than before: at most a hundred, as they stand from now on. */
export const ConversationsChanged = Position.extend({
  type: z.literal('conversations.changed'),
  conversations: z.array(ConversationSummary),
})
/** They went into another one. */
export const ConversationsRemoved = Position.extend({
  type: z.literal('conversations.removed'),
  ids: z.array(ConversationId),
})
/** Rules or standing permissions are otherwise than before: the API has them. */
export const RulesChanged = Position.extend({ type: z.literal('rules.changed') })
/** An output is new, was edited, or its publication went on: the API has it. */
export const OutputChanged = Position.extend({ type: z.literal('output.changed'), id: OutputId })
export const OutputRemoved = Position.extend({ type: z.literal('output.removed'), id: OutputId })

/** What is kept in the history and replayed. */
export const InboxEvent = z.discriminatedUnion('type', [
  EntriesAdded,
  EntryUpdated,
  EntriesChanged,
  EntriesMarkedRead,
  EntriesRemoved,
  SubscriptionChanged,
  SubscriptionRemoved,
  NotificationAdded,
  NotificationsRead,
  ChannelChanged,
  ChannelRemoved,
  ConversationsChanged,
  ConversationsRemoved,
  RulesChanged,
  OutputChanged,
  OutputRemoved,
])
export type InboxEvent = z.infer<typeof InboxEvent>

/** Answer to hello when the history reaches back: the missed events follow, then `live`. */
export const Resumed = Position.extend({ type: z.literal('resumed'), version: z.number().int() })
/** Answer to hello without a usable cursor: throw away what you hold and load lists anew through the API. */
export const Snapshot = Position.extend({
  type: z.literal('snapshot'),
  version: z.number().int(),
  reason: z.enum(['first-visit', 'new-epoch', 'history-trimmed']),
  subscriptions: z.array(Subscription),
  counts: Counts,
})
/** End of the replay: what follows happens now. */
export const Live = Position.extend({ type: z.literal('live') })
/** Exact unread counts after what was sent so far; sent after bursts, never replayed. */
export const CountsFrame = Position.extend({ type: z.literal('counts'), counts: Counts })
/** Progress of an OPML import; never replayed, ask the API for the report. */
export const ImportFrame = Position.extend({ type: z.literal('import'), progress: ImportProgress })

export const ServerFrame = z.discriminatedUnion('type', [
  ...InboxEvent.options,
  Resumed,
  Snapshot,
  Live,
  CountsFrame,
  ImportFrame,
])
export type ServerFrame = z.infer<typeof ServerFrame>
