import type { Approval } from '@switchboard/shared-types/contracts/channel'
import type { PermittedSend } from '@switchboard/shared-types/contracts/conversation'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation, Written } from '../conversation.ts'
import { unseen } from '../conversation.ts'
import { pickThread } from '../drafts/pick-thread.ts'
import { showMessage } from '../messages/show-messages.ts'
import { OWNER } from '../participants/participant-table.ts'
import { sayOut } from './say-out.ts'
import { send } from './send-due.ts'

/** Sends what a rule sends, at once: under a standing permission, which the message names. Once for each key. */
export function sendPermitted(
  conversation: Conversation,
  { key, text, permission }: PermittedSend,
  trace: Trace,
  now: Date,
): Written<Result<null, 'draft.no_thread'>> {
  const { applied, state, deliveries } = conversation
  const thread = pickThread(state.threads)
  if (thread === undefined)
    return unseen(err('draft.no_thread', 'There is no thread in this conversation to send to.'))
  const at = now.toISOString()
  const approval: Approval = { by: 'permission', id: permission, at }
  const place = { channelId: thread.channelId, threadKey: thread.key, replyTo: null, attachments: [] }
  const events: RoomChange[] = []
  applied.once(`permitted ${key}`, now, () => {
    const saying = { ...place, text, approval, approvalName: null, author: OWNER, sendsAt: at, draft: null }
    const said = sayOut(conversation, saying, now)
    if (!said.ok) throw new Error(said.error.message)
    const delivery = deliveries.ofMessage(said.value.id)
    if (delivery !== undefined) send(conversation, delivery, trace, now)
    events.push({ type: 'message.added', message: showMessage(conversation, said.value) })
    return said.value.id
  })
  return { answer: ok(null), events, tell: events.length > 0 }
}
