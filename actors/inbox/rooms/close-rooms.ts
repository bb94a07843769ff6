import type { Mail } from '@switchboard/kernel/outbox/mail'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { conversationMessages } from '../conversation-messages.ts'
import { unseen } from '../inbox.ts'
import type { Inbox, Written } from '../inbox.ts'

/** Has the rooms closed that a session has open, or all sessions. Told again it finds none. */
export function closeRooms(
  { rooms }: Inbox,
  mail: Pick<Mail, 'send'>,
  session: string | undefined,
  trace: Trace,
): Written<Result<null>> {
  for (const room of rooms.leave(session)) {
    conversationMessages.closeSockets(mail, room.conversation, { session: room.session }, trace)
  }
  return unseen(ok(null))
}
