import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'

type Origin = Pick<EventBatch, 'owner' | 'channel' | 'channelKind'>

/**
 * A thread goes on under another name. What comes under that name arrives at the conversation whose id is the hash of
 * it: that one is told to hand over what it has, and to pass on what follows. Part of the caller's transaction.
 */
export function followThread(
  { id, state, mail }: Conversation,
  { owner, channel, channelKind }: Origin,
  { from, to }: { readonly from: ThreadRef; readonly to: ThreadRef },
  trace: Trace,
): void {
  const goesTo = state.thread(channel, from.key)?.goesTo ?? null
  const { no } = state.learnThread(channel, channelKind, to)
  state.changeThread(no, { goesTo })
  conversationMessages.comeHere(mail, { channel, thread: to.key }, { owner, into: id }, trace)
}
