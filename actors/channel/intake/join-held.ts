import type { Trace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { handOn } from './hand-on.ts'
import { joinGroups } from './join-groups.ts'

/** Lets threads go on whose groups have become quiet. */
export async function joinHeld(channel: Channel, trace: Trace, now: number): Promise<void> {
  const { held, moved, id } = channel
  const threads = held.dueThreads(now)
  const conversations = await Promise.all(threads.map((thread) => moved.conversationOf(id, thread)))
  channel.storage.transactionSync(() => {
    const quiet = new Set(held.dueThreads(now))
    for (const [index, thread] of threads.entries()) {
      const conversation = conversations[index]
      if (conversation === undefined || !quiet.has(thread)) continue
      handOn(
        channel,
        joinGroups(held.take(thread)).map((event) => ({ event, conversation })),
        trace,
      )
    }
  })
}
