import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Routes } from '@switchboard/kernel/outbox/message'
import type { FeedState } from '@switchboard/shared-types/contracts/feed'
import { getStub } from '@switchboard/shared-types/door'
import { FeedId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

const Follow = z.object({ feed: FeedId, url: z.string(), after: z.number() })
const Leave = z.object({ feed: FeedId })

/** What an inbox tells feeds, queued with the change that caused it and delivered in order per feed. */
export const feedMessages = {
  /** Also wakes a feed that stopped pushing: it goes on after `after`, or starts anew where it forgot this inbox. */
  follow: (mail: Mail, body: z.infer<typeof Follow>, trace: Trace) =>
    mail.send('feed.follow', body.feed, body, trace),
  leave: (mail: Mail, body: z.infer<typeof Leave>, trace: Trace) =>
    mail.send('feed.leave', body.feed, body, trace),
}

/** @param learned takes what the feed says of itself when it is followed */
export function feedRoutes(
  env: Pick<ActorsEnv, 'FEED'>,
  inbox: InboxId,
  learned: (feed: FeedId, state: FeedState) => Promise<void>,
): Routes {
  return {
    'feed.follow': async (message, trace) => {
      const { feed, url, after } = Follow.parse(JSON.parse(message.body))
      const answer = await getStub(env.FEED, feed).subscribe(feed, trace, { inbox, url, after })
      if (!answer.ok) return answer
      await learned(feed, answer.value)
      return ok(null)
    },
    'feed.leave': async (message, trace) => {
      const { feed } = Leave.parse(JSON.parse(message.body))
      return await getStub(env.FEED, feed).unsubscribe(feed, trace, { inbox })
    },
  }
}
