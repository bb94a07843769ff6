import type * as z from 'zod'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { Channel } from '../channel.ts'
import type { Parsed } from '../kinds/kind.ts'

/** One event, and the conversation that it belongs to; null: it is found later, outside of the transaction. */
export interface Placed {
  readonly event: ChannelEvent
  readonly conversation: ConversationId | null
}

/** What a payload holds, ready to be taken in by one synchronous transaction. */
export interface Intake {
  readonly placed: readonly Placed[]
  readonly parsed: Parsed
}

/** Finds the conversations of events, which is not synchronous. */
export async function prepare(channel: Channel, parsed: Parsed): Promise<Intake> {
  const intake = check(parsed)
  const { id, moved } = channel
  const place = async ({ event }: Placed): Promise<Placed> => {
    return { event, conversation: await moved.conversationOf(id, event.thread.key) }
  }
  return { ...intake, placed: await Promise.all(intake.placed.map(place)) }
}

/** The same for threads that are only known in the transaction. What no kind should say is kept as unreadable. */
export function check(parsed: Parsed): Intake {
  const placed: Placed[] = []
  const unreadable = [...parsed.unreadable]
  for (const event of parsed.events) {
    const read = ChannelEvent.safeParse(event)
    if (read.success) placed.push({ event: read.data, conversation: null })
    else unreadable.push({ reason: sayIssue(read.error), body: JSON.stringify(event) })
  }
  return { placed, parsed: { ...parsed, unreadable } }
}

function sayIssue({ issues }: z.ZodError): string {
  const [issue] = issues
  return `What this was read as is no event: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
}
