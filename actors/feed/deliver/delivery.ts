import * as z from 'zod'
import { log, reasonOf } from '@switchboard/kernel/log'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Route } from '@switchboard/kernel/outbox/message'
import type { FeedBatch } from '@switchboard/shared-types/contracts/feed'
import type { DeliveryReceipt } from '@switchboard/shared-types/contracts/inbox'
import { InboxId } from '@switchboard/shared-types/ids'
import type { FeedId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { FeedTable } from '../feed-row.ts'
import type { ItemTable } from '../store/item-table.ts'
import type { SubscriberTable } from '../subscribers/subscriber-table.ts'
import { batchAfter, endOf } from './batches.ts'

/** Inboxes told at once: each call may wake one, and on one machine an awake object costs three file descriptors. */
const WIDTH = 32

export const CATCH_UP = 'inbox.catch-up'
const CatchUp = z.object({ inbox: InboxId })

export interface DeliveryParts {
  readonly feedId: FeedId
  readonly feed: FeedTable
  readonly items: ItemTable
  readonly subscribers: SubscriberTable
  readonly mail: Mail
  readonly transaction: (change: () => void) => void
  /** Hands a batch to an inbox. */
  readonly deliver: (
    inbox: InboxId,
    trace: Trace,
    batch: FeedBatch,
  ) => Promise<Result<DeliveryReceipt, 'subscription.not_found'>>
}

type Outcome = 'taken' | 'asleep' | 'left' | 'behind'

/** Whether subscribers have something to be told. */
export function hasNews(feed: FeedTable): boolean {
  const row = feed.read()
  return row !== undefined && (row.stateUntold || row.headSeq > row.deliveredSeq)
}

/**
 * Tells every subscriber what it has not got. One mark stands for all who have everything, so a delivery costs the feed
 * one row however many they are; who cannot be reached gets a cursor of its own and is caught up through the outbox.
 */
export async function deliverNews(parts: DeliveryParts, trace: Trace): Promise<void> {
  for (let row = parts.feed.read(); row !== undefined && hasNews(parts.feed); row = parts.feed.read()) {
    const from = row.deliveredSeq
    const batch = batchAfter(parts.feedId, row, parts.items, from)
    const outcomes = await tellAll(parts, trace, batch)
    parts.transaction(() => {
      for (const [inbox, outcome] of outcomes) settle(parts, inbox, outcome, from, trace)
      parts.feed.update({ deliveredSeq: endOf(batch, from), stateUntold: false })
    })
  }
}

async function tellAll(parts: DeliveryParts, trace: Trace, batch: FeedBatch): Promise<Map<InboxId, Outcome>> {
  const outcomes = new Map<InboxId, Outcome>()
  const waiting = parts.subscribers.current()
  const lane = async (): Promise<void> => {
    for (let inbox = waiting.pop(); inbox !== undefined; inbox = waiting.pop()) {
      outcomes.set(inbox, await tell(parts, inbox, trace, batch))
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, lane))
  return outcomes
}

async function tell(parts: DeliveryParts, inbox: InboxId, trace: Trace, batch: FeedBatch): Promise<Outcome> {
  try {
    const answer = await parts.deliver(inbox, trace, batch)
    if (!answer.ok) return 'left'
    return answer.value.asleep ? 'asleep' : 'taken'
  } catch (thrown) {
    log('warn', 'inbox not reached', trace, { feed: parts.feedId, inbox, reason: reasonOf(thrown) })
    return 'behind'
  }
}

function settle(parts: DeliveryParts, inbox: InboxId, outcome: Outcome, from: number, trace: Trace): void {
  switch (outcome) {
    case 'taken':
      return
    case 'asleep':
      return parts.subscribers.fallAsleep(inbox)
    case 'left':
      return parts.subscribers.remove(inbox)
    case 'behind':
      return startCatchUp(parts, inbox, from, trace)
  }
}

/** Gives one inbox a cursor of its own and queues what it lacks. Call it inside a transaction. */
export function startCatchUp(
  { subscribers, mail }: Pick<DeliveryParts, 'subscribers' | 'mail'>,
  inbox: InboxId,
  cursor: number,
  trace: Trace,
): void {
  subscribers.setCursor(inbox, cursor)
  mail.send(CATCH_UP, inbox, { inbox }, trace)
}

/** Brings one inbox up to the feed's mark; the outbox retries it, in the end as a dead letter that can be replayed. */
export function catchUpRoute(parts: () => DeliveryParts): Route {
  return async (message, trace) => {
    const { inbox } = CatchUp.parse(JSON.parse(message.body))
    const { feedId, feed, items, subscribers, deliver } = parts()
    for (let cursor = subscribers.find(inbox)?.cursor; cursor !== null && cursor !== undefined;) {
      const row = feed.read()
      if (row === undefined) return ok(null)
      const batch = batchAfter(feedId, row, items, cursor)
      const answer = await deliver(inbox, trace, batch)
      if (!answer.ok) subscribers.remove(inbox)
      else if (answer.value.asleep) subscribers.fallAsleep(inbox)
      if (!answer.ok || answer.value.asleep) return ok(null)
      const end = endOf(batch, cursor)
      const caughtUp = end >= (feed.read()?.deliveredSeq ?? 0)
      subscribers.setCursor(inbox, caughtUp ? null : end)
      cursor = caughtUp ? null : end
    }
    return ok(null)
  }
}
