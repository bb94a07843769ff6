import * as z from 'zod'
import { EntryId, SubscriptionId } from '../ids.ts'

export const Enclosure = z.object({
  url: z.string(),
  type: z.string().nullable(),
  length: z.number().nullable(),
})
export type Enclosure = z.infer<typeof Enclosure>

/** What a person may change of an entry. */
export const EntryState = z.object({ read: z.boolean(), starred: z.boolean(), archived: z.boolean() })
export type EntryState = z.infer<typeof EntryState>

/** An entry as lists and live events carry it: no body. */
export const EntrySummary = EntryState.extend({
  id: EntryId,
  subscriptionId: SubscriptionId,
  title: z.string(),
  url: z.string().nullable(),
  author: z.string().nullable(),
  snippet: z.string(),
  image: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  arrivedAt: z.iso.datetime(),
})
export type EntrySummary = z.infer<typeof EntrySummary>

/** An entry as the reader shows it. `contentHtml` is sanitised at ingest. */
export const Entry = EntrySummary.extend({
  contentHtml: z.string(),
  enclosures: z.array(Enclosure),
})
export type Entry = z.infer<typeof Entry>

/** An entry as agents read it. */
export const EntryText = EntrySummary.extend({ text: z.string() })
export type EntryText = z.infer<typeof EntryText>

export const EntryView = z.enum(['unread', 'all', 'starred', 'archived'])
export type EntryView = z.infer<typeof EntryView>

/** Which entries a list or a bulk act is about; `subscription` wins over `folder`. */
export const EntryScope = z.object({
  subscription: SubscriptionId.optional(),
  folder: z.string().min(1).max(100).optional(),
})
export type EntryScope = z.infer<typeof EntryScope>

export const EntryQuery = EntryScope.extend({
  view: EntryView.default('unread'),
  /** Full-text query over title, author and text. */
  q: z.string().trim().min(1).max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type EntryQuery = z.infer<typeof EntryQuery>

export const EntryPage = z.object({
  entries: z.array(EntrySummary),
  /** Give it back as `cursor` for the next page; null at the end. */
  nextCursor: z.string().nullable(),
})
export type EntryPage = z.infer<typeof EntryPage>

export const ChangeEntries = z.object({
  ids: z.array(EntryId).min(1).max(500),
  state: EntryState.partial().refine((state) => Object.keys(state).length > 0, 'nothing to change'),
})
export type ChangeEntries = z.infer<typeof ChangeEntries>

/**
 * Marks a stretch of the list as read: from the newest entry that the reader has seen down to `oldest` ("above"), or
 * to the end ("all"). What arrived after `newest` stays unread.
 */
export const MarkRead = EntryScope.extend({ newest: EntryId, oldest: EntryId.optional() })
export type MarkRead = z.infer<typeof MarkRead>

export const SubscriptionCount = z.object({ id: SubscriptionId, unread: z.number().int() })

export const Counts = z.object({
  unread: z.number().int(),
  starred: z.number().int(),
  subscriptions: z.array(SubscriptionCount),
  /** Of how many the views `unread` and `answer` consist. */
  conversations: z.object({ unread: z.number().int(), answer: z.number().int() }),
})
export type Counts = z.infer<typeof Counts>
