import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { toSnapshot } from './to-snapshot.ts'

/** A burst of changes is told at once, and once more when this has passed. */
export const TELL_EVERY_MS = 500
/** So many new messages are told without waiting: a snapshot must stay small. */
const MOST_ARRIVED = 100

/** Lets the inbox know that something has changed, now or soon. Part of the caller's transaction. */
export function tell(conversation: Conversation, trace: Trace, now: Date): void {
  const { toldAt, untoldSince } = conversation.state.row
  const isQuiet = toldAt === null || now.getTime() - Date.parse(toldAt) >= TELL_EVERY_MS
  if (isQuiet || conversation.state.arrived.length >= MOST_ARRIVED) return tellNow(conversation, trace, now)
  if (untoldSince === null) conversation.state.update({ untoldSince: now.toISOString() })
}

/** When what has not been told is to be told, in ms since the epoch; null: the inbox knows everything. */
export function tellDueAt({ state }: Pick<Conversation, 'state'>): number | null {
  const row = state.read()
  if (row === undefined || row.untoldSince === null) return null
  return Date.parse(row.toldAt ?? row.untoldSince) + TELL_EVERY_MS
}

/** Part of the caller's transaction. */
export function tellNow(conversation: Conversation, trace: Trace, now: Date): void {
  const { state, mail } = conversation
  state.update({ toldAt: now.toISOString(), untoldSince: null })
  do {
    const { arrived } = state
    state.update({ version: state.row.version + 1, arrived: JSON.stringify(arrived.slice(0, MOST_ARRIVED)) })
    const snapshot = toSnapshot(conversation)
    if (snapshot !== null) conversationMessages.snapshot(mail, state.row.owner, snapshot, trace)
    state.update({
      analysed: false,
      arrived: JSON.stringify(arrived.slice(MOST_ARRIVED)),
      changed: '[]',
    })
  } while (state.arrived.length > 0)
}
