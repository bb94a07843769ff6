import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { ImportProgress } from '@switchboard/shared-types/api/subscriptions'
import type { NewSubscription } from '@switchboard/shared-types/contracts/inbox'
import { canonicalFeedUrl } from '@switchboard/shared-types/feed-url'
import { feedIdOf } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../inbox.ts'
import type { Inbox, Written } from '../inbox.ts'
import { follow } from '../subscriptions/follow.ts'
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

/** Follows what some lines name and notes what came of each. Call it inside a transaction. */
export function followLines(
  inbox: Inbox,
  mail: Mail,
  lines: readonly AddressedLine[],
  trace: Trace,
  now: Date,
): Written<ImportProgress | null> {
  const events = lines.flatMap(({ line, subscription }) => {
    const followed = subscription.ok
      ? follow(inbox, mail, subscription.value, trace, now)
      : unseen(subscription)
    inbox.imports.settle(line, outcomeOf(followed.answer))
    return followed.events
  })
  return { answer: inbox.imports.progress(now), events }
}

/** What an import's report says of a line, given what following its feed answered. */
function outcomeOf(answer: Result<unknown>): LineOutcome {
  if (answer.ok) return { status: 'added', message: null }
  if (answer.error.code === 'subscription.exists') return { status: 'exists', message: null }
  return { status: 'failed', message: answer.error.message }
}
