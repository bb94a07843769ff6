import * as z from 'zod'
import { FeedId, SubscriptionId } from '../ids.ts'

/** A folder is addressed by its name in a path, where these two mean something else. */
const FolderName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => name !== '.' && name !== '..', 'not a name')
const FeedAddress = z.string().trim().min(1).max(2048)

export const FeedHealth = z.enum(['new', 'ok', 'failing', 'gone', 'paused'])
export type FeedHealth = z.infer<typeof FeedHealth>

export const Subscription = z.object({
  id: SubscriptionId,
  feedId: FeedId,
  feedUrl: z.string(),
  siteUrl: z.string().nullable(),
  /** The person's own title, else the feed's. */
  title: z.string(),
  folder: z.string().nullable(),
  health: FeedHealth,
  /** Why the feed is failing or gone, as a sentence. */
  healthReason: z.string().nullable(),
  createdAt: z.iso.datetime(),
})
export type Subscription = z.infer<typeof Subscription>

export const Subscribe = z.object({
  url: FeedAddress,
  title: z.string().trim().min(1).max(300).optional(),
  folder: FolderName.optional(),
  /** false: `url` is known to be a feed's own address (from a preview), so it is not fetched to find one. */
  discover: z.boolean().default(true),
})
export type Subscribe = z.infer<typeof Subscribe>

export const UpdateSubscription = z.object({
  title: z.string().trim().min(1).max(300).nullable().optional(),
  folder: FolderName.nullable().optional(),
})
export type UpdateSubscription = z.infer<typeof UpdateSubscription>

export const RenameFolder = z.object({ name: FolderName })
export const FolderParam = z.object({ folder: FolderName })

export const PreviewRequest = z.object({ url: FeedAddress })

export const FeedCandidate = z.object({
  url: z.string(),
  title: z.string().nullable(),
  type: z.string().nullable(),
})
export type FeedCandidate = z.infer<typeof FeedCandidate>

export const PreviewItem = z.object({
  title: z.string(),
  url: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  snippet: z.string(),
})

/** What stands behind an address: the feed that was found, and any other feeds its page names. */
export const FeedPreview = z.object({
  feedUrl: z.string(),
  siteUrl: z.string().nullable(),
  title: z.string(),
  description: z.string().nullable(),
  itemCount: z.number().int(),
  items: z.array(PreviewItem),
  others: z.array(FeedCandidate),
})
export type FeedPreview = z.infer<typeof FeedPreview>

/** One fetch of a feed that changed something or failed; runs of "unchanged" before it are folded into it. */
export const FetchRecord = z.object({
  at: z.iso.datetime(),
  status: z.number().int().nullable(),
  outcome: z.string(),
  bytes: z.number().int(),
  newItems: z.number().int(),
  updatedItems: z.number().int(),
  durationMs: z.number().int(),
  unchangedBefore: z.number().int(),
  nextAt: z.iso.datetime().nullable(),
  why: z.string(),
})
export type FetchRecord = z.infer<typeof FetchRecord>

export const FetchHistory = z.object({
  fetches: z.array(FetchRecord),
  nextPollAt: z.iso.datetime().nullable(),
  unchangedSince: z.number().int(),
})
export type FetchHistory = z.infer<typeof FetchHistory>

export const ImportLine = z.object({
  line: z.number().int(),
  url: z.string(),
  title: z.string().nullable(),
  folder: z.string().nullable(),
  status: z.enum(['waiting', 'added', 'exists', 'failed']),
  message: z.string().nullable(),
})
export type ImportLine = z.infer<typeof ImportLine>

export const ImportProgress = z.object({
  id: z.string(),
  total: z.number().int(),
  done: z.number().int(),
  added: z.number().int(),
  exists: z.number().int(),
  failed: z.number().int(),
  finishedAt: z.iso.datetime().nullable(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

export const ImportReport = z.object({ progress: ImportProgress, lines: z.array(ImportLine) })
export type ImportReport = z.infer<typeof ImportReport>
