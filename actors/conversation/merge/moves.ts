import * as z from 'zod'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { Conversation } from '../conversation.ts'

/** A part of a thread on its way to a conversation of its own: what stands at `from` or behind it. */
const Split = z.object({ to: ConversationId, threadNo: z.number().int(), from: z.number().int() })
export type Split = z.infer<typeof Split>

export function splitsOf({ state }: Pick<Conversation, 'state'>): Split[] {
  return z.array(Split).parse(JSON.parse(state.read()?.splits ?? '[]'))
}

/** Part of the caller's transaction. */
export function setSplits({ state }: Pick<Conversation, 'state'>, splits: readonly Split[]): void {
  state.update({ splits: JSON.stringify(splits) })
}

/** Whether there is something that belongs to another conversation. */
export function hasMoves({ state }: Pick<Conversation, 'state'>): boolean {
  const row = state.read()
  if (row === undefined) return false
  return row.splits !== '[]' || (row.mergedInto !== null && row.messages > 0)
}
