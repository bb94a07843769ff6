import { canonicalFeedUrl } from '@switchboard/shared-types/feed-url'
import type { NewSubscription } from '@switchboard/shared-types/contracts/inbox'
import { feedIdOf } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { ok } from '@switchboard/shared-types/result'
import type { ImportLineRow, LineOutcome } from './import-book.ts'

export interface AddressedLine {
  readonly line: ImportLineRow
  readonly subscription: Result<NewSubscription>
}

/** Finds out which feed a line names. Asynchronous, for the hash: it comes before the transaction. */
export async function addressLine(line: ImportLineRow): Promise<AddressedLine> {
  const url = canonicalFeedUrl(line.url)
  if (!url.ok) return { line, subscription: url }
  const feedId = await feedIdOf(url.value)
  const names = { title: line.title ?? undefined, folder: line.folder ?? undefined }
  return { line, subscription: ok({ feedId, feedUrl: url.value, ...names }) }
}

/** What an import's report says of a line, given what subscribing to it answered. */
export function lineOutcome(answer: Result<unknown>): LineOutcome {
  if (answer.ok) return { status: 'added', message: null }
  if (answer.error.code === 'subscription.exists') return { status: 'exists', message: null }
  return { status: 'failed', message: answer.error.message }
}
