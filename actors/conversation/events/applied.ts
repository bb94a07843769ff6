import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import type { Conversation } from '../conversation.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { showMessages } from '../messages/show-messages.ts'

/** What an event has changed. */
export interface Applied {
  /** A message that is new, or otherwise than before. */
  readonly message: { readonly no: number; readonly isNew: boolean } | null
  /** What else the room is told. */
  readonly events: readonly RoomChange[]
  /** Something that the inbox shows has changed. */
  readonly tell: boolean
}

/** An event that changed nothing that anybody could see. */
export const NOTHING: Applied = { message: null, events: [], tell: false }

export function changed({ no }: MessageRow): Applied {
  return { message: { no, isNew: false }, events: [], tell: true }
}

/**
 * What the room is told: of each message once, as it stands after all that came together, then of the rest. The
 * messages are read together, which for a batch costs about as much as for one.
 */
export function toldOf(conversation: Conversation, applied: readonly Applied[]): RoomChange[] {
  return [...messagesOf(conversation, applied), ...applied.flatMap(({ events }) => events)]
}

function messagesOf(conversation: Conversation, applied: readonly Applied[]): RoomChange[] {
  const isNew = new Map<number, boolean>()
  for (const { message } of applied) {
    if (message !== null) isNew.set(message.no, message.isNew || isNew.get(message.no) === true)
  }
  if (isNew.size === 0) return []
  const rows = conversation.messages.byNumbers([...isNew.keys()])
  const messages = new Map(showMessages(conversation, rows).map((message) => [message.no, message]))
  return [...isNew].flatMap(([no, isAdded]) => {
    const message = messages.get(no)
    if (message === undefined) return []
    return [{ type: isAdded ? ('message.added' as const) : ('message.changed' as const), message }]
  })
}
