import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'

/** More than the inbox keeps of one conversation: what is older it has forgotten. */
const MOST_CHANGED = 100

/**
 * Notes that the inbox is to be told of a message that came in and says something else, came from elsewhere or is no
 * more. One that it has not heard of at all is told as it is. Part of the caller's transaction.
 */
export function noteChanged(
  { state }: Pick<Conversation, 'state'>,
  { id, no, direction }: Pick<MessageRow, 'id' | 'no' | 'direction'>,
): void {
  if (direction !== 'in' || state.arrived.includes(no)) return
  const others = state.changed.filter((one) => one.id !== id)
  const changed = [...others, { id, no }].toSorted((one, other) => one.no - other.no)
  state.update({ changed: JSON.stringify(changed.slice(-MOST_CHANGED)) })
}
