import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import type { NewSubscription } from '@switchboard/shared-types/contracts/inbox'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { feedMessages } from '../feed-messages.ts'
import { unseen } from '../inbox.ts'
import type { Inbox, Written } from '../inbox.ts'
import { removeSubscriptionEntries } from '../retention/retain.ts'
import { addSubscription } from './change-subscriptions.ts'
import type { SubscriptionRow } from './subscription-book.ts'
import { toSubscription } from './subscription-book.ts'

export type FollowAnswer = Result<Subscription, 'subscription.exists' | 'subscription.too_many'>

/** Follows a feed and tells it so, in one transaction. */
export function follow(
  inbox: Inbox,
  mail: Mail,
  input: NewSubscription,
  trace: Trace,
  now: Date,
): Written<FollowAnswer> {
  const added = addSubscription(inbox, input, now)
  if (!added.ok) return unseen(added)
  feedMessages.follow(mail, { feed: input.feedId, url: input.feedUrl, after: 0 }, trace)
  return { answer: ok(toSubscription(added.value.row)), events: [added.value.event] }
}

/** Ends a subscription with all its entries and tells the feed so, in one transaction. */
export function leave(
  inbox: Inbox,
  mail: Mail,
  id: SubscriptionId,
  trace: Trace,
  now: Date,
): Written<Result<null, 'subscription.not_found'>> {
  const row = inbox.subscriptions.byId(id)
  if (row === undefined) return unseen(noSubscription())
  return { answer: ok(null), events: [end(inbox, mail, row, trace, now)] }
}

/** Ends every subscription of an inbox that is going away; what it holds goes with its storage. */
export function endSubscriptions(inbox: Inbox, mail: Mail, trace: Trace): void {
  for (const row of inbox.subscriptions.all()) {
    inbox.subscriptions.remove(row.no)
    feedMessages.leave(mail, { feed: row.feedId }, trace)
  }
}

/** Asks every feed to push again, from where it was left. */
export function wakeFeeds(inbox: Inbox, mail: Mail, trace: Trace): void {
  for (const row of inbox.subscriptions.all()) {
    feedMessages.follow(mail, { feed: row.feedId, url: row.feedUrl, after: inbox.cursors.of(row).seq }, trace)
  }
}

export function noSubscription() {
  return err('subscription.not_found', 'There is no such subscription in this inbox.')
}

function end(inbox: Inbox, mail: Mail, row: SubscriptionRow, trace: Trace, now: Date) {
  // Recorded before the entries go: the newest of them may be what the history's next number counts from.
  const event = inbox.timeline.record({ type: 'subscription.removed', id: row.id }, now)
  removeSubscriptionEntries(inbox, row.no)
  inbox.subscriptions.remove(row.no)
  feedMessages.leave(mail, { feed: row.feedId }, trace)
  return event
}
