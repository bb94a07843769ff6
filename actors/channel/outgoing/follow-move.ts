import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { ThreadRef, ThreadMovedEvent } from '@switchboard/shared-types/channel-event'
import type { Channel } from '../channel.ts'
import { prepare } from '../intake/prepare.ts'
import type { Intake } from '../intake/prepare.ts'
import { movedTo } from './outcome.ts'
import { StoredOutgoing } from './stored.ts'

/** What the conversation is told where a platform says that a thread goes on under another name. */
export async function prepareMove(
  channel: Channel,
  outgoing: Outgoing,
  to: ThreadRef | undefined,
): Promise<Intake | null> {
  if (to === undefined || outgoing.act.type === 'post' || outgoing.act.thread.key === to.key) return null
  const { thread } = outgoing.act
  const event: ThreadMovedEvent = {
    type: 'thread-moved',
    eventId: `moved:${thread.key}:${to.key}`,
    thread,
    at: new Date().toISOString(),
    to,
  }
  return await prepare(channel, { events: [event], unreadable: [] })
}

/** Turns everything that waits for the old thread to the new one. Part of the caller's transaction. */
export function followMove({ outgoing }: Channel, lane: string, to: ThreadRef): void {
  for (const { no, body } of outgoing.inLane(lane)) {
    const moved = movedTo(StoredOutgoing.parse(JSON.parse(body)), to)
    outgoing.update(no, { lane: to.key, body: JSON.stringify(moved) })
  }
}
