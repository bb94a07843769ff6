import type { Adoption } from '@switchboard/shared-types/contracts/conversation-moves'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { applyLater } from '../events/apply-event.ts'
import { showMessages } from '../messages/show-messages.ts'
import { conversationChanged } from '../snapshot/show-conversation.ts'
import { namesOf, takeFile, unpackMessage } from './unpack-message.ts'

/** Takes in what another conversation hands over, however often it is told. Part of the caller's transaction. */
export function adopt(
  conversation: Conversation,
  adoption: Adoption,
  trace: Trace,
  now: Date,
): Written<Result<null, 'conversation.foreign'>> {
  const { state, applied } = conversation
  if (state.read() === undefined) state.create(adoption.owner)
  if (state.row.owner !== adoption.owner) {
    return unseen(err('conversation.foreign', 'This conversation belongs to another inbox.'))
  }
  let events: readonly RoomChange[] = []
  // A repeat may tell of messages that have gone on since.
  applied.once(adoption.key, now, () => {
    if (state.row.mergedInto === null) events = take(conversation, adoption, now)
    else passOn(conversation, state.row.mergedInto, adoption, trace)
    return ''
  })
  return { answer: ok(null), events, tell: events.length > 0 }
}

/** What comes after it goes the same way: nothing here points to where it came from any more. */
function passOn(
  { state, mail, moved }: Conversation,
  to: ConversationId,
  adoption: Adoption,
  trace: Trace,
): void {
  for (const { channel, ref, goesTo } of adoption.begins?.threads ?? []) {
    const known = state.thread(channel, ref.key)
    if (known !== undefined && goesTo === null) state.changeThread(known.no, { goesTo: null })
  }
  for (const message of adoption.messages) moved.drop(namesOf(message))
  conversationMessages.adoption(mail, to, adoption, trace)
}

function take(conversation: Conversation, adoption: Adoption, now: Date): RoomChange[] {
  const { from, begins, messages, early } = adoption
  if (begins !== null) begin(conversation, begins)
  const rows = messages.flatMap((message) => unpackMessage(conversation, message, from, now) ?? [])
  for (const file of adoption.draftFiles ?? []) takeFile(conversation, null, file, from, now)
  const drafts = adoption.drafts.map((draft) => conversation.drafts.put(draft))
  takeEarly(conversation, early, now)
  return [
    ...(begins === null ? [] : [conversationChanged(conversation)]),
    ...showMessages(conversation, rows).map((message): RoomChange => ({ type: 'message.added', message })),
    ...drafts.map((draft): RoomChange => ({ type: 'draft.changed', draft })),
  ]
}

/** From now on new messages of these threads belong here, but for those that went elsewhere before. */
function begin({ state }: Conversation, { title, threads }: NonNullable<Adoption['begins']>): void {
  if (state.threads.length === 0) state.update({ title })
  for (const { channel, channelKind, ref, goesTo } of threads) {
    const isKnown = state.thread(channel, ref.key) !== undefined
    const { no } = state.learnThread(channel, channelKind, ref)
    if (!isKnown || goesTo === null) state.changeThread(no, { goesTo })
  }
}

function takeEarly(conversation: Conversation, heard: Adoption['early'], now: Date): void {
  for (const { message, event } of heard) {
    const row = conversation.messages.byId(message)
    if (row === undefined) conversation.early.keep(message, event, now)
    else applyLater(conversation, row, event)
  }
}
