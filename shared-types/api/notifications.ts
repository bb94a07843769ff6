import * as z from 'zod'
import { ChannelId, ConversationId, GroupId, NotificationId } from '../ids.ts'

/** Of the newest so many an inbox knows; older ones are forgotten as new ones come. */
export const NOTIFICATIONS_KEPT = 200

/**
 * `budget`: a limit of the model router has been used up to where its person wants to be told. `channel`: a platform
 * refuses an account. `message`: a rule asked to tell of a message. `newsletter`: what comes by mail may have a feed.
 * `assignment`: a conversation of a group is now this person's to deal with.
 */
const NotificationKind = z.enum(['budget', 'channel', 'message', 'newsletter', 'assignment'])

/** What the house has to tell a person. */
export const Notification = z.object({
  id: NotificationId,
  kind: NotificationKind,
  title: z.string(),
  text: z.string(),
  /** What it leads to. What was told before there were conversations leads nowhere. */
  about: z.union([ChannelId, ConversationId]).nullable().default(null),
  /** In whose inbox that is, where it is not in this one. */
  group: GroupId.nullable().default(null),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notification = z.infer<typeof Notification>

export const ReadNotifications = z.union([
  z.object({ ids: z.array(NotificationId).min(1).max(NOTIFICATIONS_KEPT) }),
  z.object({ all: z.literal(true) }),
])
export type ReadNotifications = z.infer<typeof ReadNotifications>
