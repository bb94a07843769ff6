import * as z from 'zod'
import type { Thread } from '@switchboard/shared-types/api/conversations/conversation'
import { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { ThreadRef } from '@switchboard/shared-types/channel-event'
import { ChannelId, ConversationId } from '@switchboard/shared-types/ids'

/** A thread of a channel, as its conversation keeps it. */
export const ThreadState = ThreadRef.extend({
  no: z.number().int(),
  channelId: ChannelId,
  channelKind: ChannelKind,
  /** Of the newest message by its time; null: none has come. */
  lastAt: z.iso.datetime().nullable(),
  lastInAt: z.iso.datetime().nullable(),
  /** Of the newest message. */
  episode: z.number().int(),
  /** Where new messages go since the thread was split off; null: they stay here. */
  goesTo: ConversationId.nullable(),
})
export type ThreadState = z.infer<typeof ThreadState>

/** @returns those whose messages this conversation holds, as its page shows them */
export function shownThreads(threads: readonly ThreadState[]): Thread[] {
  return threads.flatMap(({ channelId, channelKind, key, kind, title, url, lastAt }) =>
    lastAt === null ? [] : [{ channelId, channelKind, key, kind, title, url, lastAt }],
  )
}
