import { and, eq } from 'drizzle-orm'
import { getStub } from '@switchboard/shared-types/door'
import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId, MessageId, PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { showMessage } from '../messages/show-messages.ts'
import { acts } from '../schema.ts'
import type { ThreadState } from '../state/thread.ts'

/** What a person may want done to a message at its platform. */
export type Wish =
  | { readonly type: 'edit'; readonly text: string }
  | { readonly type: 'delete' }
  | { readonly type: 'react'; readonly reactions: readonly string[] }

/** What is to be done, and by whom: the inbox, or in a group the member. */
export interface ActRequest {
  readonly message: MessageId
  readonly wish: Wish
  readonly by: InboxId | PersonId
}

type ActError = 'message.not_found' | 'channel.unsupported'

/** A message that the platform knows, by the name that it has there. */
interface Actable {
  readonly row: MessageRow
  readonly key: string
  readonly thread: ThreadState
}

/** @returns the message, if such a thing can be done to it at all */
export function findActable(
  { state, messages }: Conversation,
  id: MessageId,
  { type }: Wish,
): Result<Actable, ActError> {
  const row = messages.byId(id)
  const thread = row && state.threadByNo(row.threadNo)
  if (row === undefined || thread === undefined || row.deletedAt !== null) {
    return err('message.not_found', 'There is no such message in this conversation.')
  }
  if (type !== 'react' && row.direction !== 'out') {
    return err('channel.unsupported', 'Only your own messages can be changed.')
  }
  if (row.key === null) return err('channel.unsupported', 'This message has not been sent yet.')
  return ok({ row, key: row.key, thread })
}

/** What the channel of a thread can do; null where it is not connected any more. */
export async function featuresOf(
  env: Pick<ActorsEnv, 'CHANNEL'>,
  trace: Trace,
  owner: InboxId,
  { channelId }: Pick<ThreadState, 'channelId'>,
): Promise<ChannelFeatures | null> {
  const answer = await getStub(env.CHANNEL, channelId).channel(channelId, trace, owner)
  return answer.ok ? answer.value.features : null
}

/** Asks the channel to do it. The message tells what is wanted until the channel has reported. Part of the caller's transaction. */
export function requestAct(
  conversation: Conversation,
  { message: id, wish, by }: ActRequest,
  features: ChannelFeatures | null,
  trace: Trace,
  now: Date,
): Written<Result<Message, ActError>> {
  const found = findActable(conversation, id, wish)
  if (!found.ok) return unseen(found)
  if (features === null) return unseen(err('channel.unsupported', 'This channel is not connected any more.'))
  if (!features[wish.type])
    return unseen(err('channel.unsupported', `This channel can not ${wish.type} messages.`))
  enqueue(conversation, found.value, { wish, by }, trace, now)
  const message = showMessage(conversation, found.value.row)
  return { answer: ok(message), events: [{ type: 'message.changed', message }], tell: false }
}

function enqueue(
  { id: from, db, mail, state }: Conversation,
  { row, key, thread }: Actable,
  { wish, by }: Pick<ActRequest, 'wish' | 'by'>,
  trace: Trace,
  now: Date,
): void {
  const { type, ...wanted } = wish
  const id = newId('msg', now.getTime())
  const at = now.toISOString()
  // A later wish takes the place of an earlier one of its kind; the channel does both, in order.
  db.delete(acts)
    .where(and(eq(acts.messageId, row.id), eq(acts.type, type)))
    .run()
  db.insert(acts)
    .values({ id, messageId: row.id, type, wanted: JSON.stringify(wanted), state: 'pending', at })
    .run()
  const { owner } = state.row
  const approval = { by: 'person', id: by, at } as const
  const act = { ...wish, key, thread: ThreadRef.parse(thread) }
  const outgoing: Outgoing = { id, from, act, files: [], approval }
  conversationMessages.outgoing(mail, thread.channelId, { owner, outgoing }, trace)
}
