import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { Adoption, MovedFile } from '@switchboard/shared-types/contracts/conversation-moves'
import type { ConversationId, InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { conversationChanged } from '../snapshot/show-conversation.ts'
import { tellNow } from '../snapshot/tell.ts'
import type { ThreadState } from '../state/thread.ts'
import { packFile } from './pack-message.ts'
import { parcelOf, parcels } from './parcels.ts'

type HandOverError = 'conversation.not_found' | 'conversation.merged'

/**
 * Gives the conversation up to another one: what it holds follows in batches, what comes later is passed on. Part of the
 * caller's transaction.
 */
export function handOver(
  conversation: Conversation,
  owner: InboxId,
  into: ConversationId,
  trace: Trace,
  now: Date,
): Written<Result<null, HandOverError>> {
  const { id, state, mail } = conversation
  if (into === id) return unseen(ok(null))
  if (state.read() === undefined) state.create(owner)
  if (state.row.owner !== owner) {
    return unseen(err('conversation.not_found', 'There is no such conversation in this inbox.'))
  }
  if (state.row.mergedInto === into) return unseen(ok(null))
  if (state.row.mergedInto !== null) {
    return unseen(err('conversation.merged', 'This conversation was merged into another one already.'))
  }
  conversationMessages.adoption(mail, into, firstParcel(conversation), trace)
  for (const early of parcels(conversation.early.takeAll())) {
    conversationMessages.adoption(mail, into, { ...parcelOf(conversation), early }, trace)
  }
  state.update({ mergedInto: into })
  // The numbers of what has arrived mean nothing any more once the messages have gone.
  tellNow(conversation, trace, now)
  return { answer: ok(null), events: [conversationChanged(conversation)], tell: false }
}

function firstParcel(conversation: Conversation): Adoption {
  const { state, drafts } = conversation
  const begins = { title: state.row.title, threads: state.threads.map(toMovedThread) }
  const all = drafts.all()
  for (const draft of all) drafts.remove(draft.id)
  return { ...parcelOf(conversation), begins, drafts: all, draftFiles: filesOf(conversation, all) }
}

/** Uploads that answers in the making name. Those whose bytes lie here stay until they have been fetched. */
function filesOf(conversation: Conversation, drafts: readonly Draft[]): MovedFile[] {
  const { id, attachments } = conversation
  const rows = drafts.flatMap((draft) => draft.attachments).flatMap((file) => attachments.byId(file) ?? [])
  const moved = rows.map((row) => packFile(conversation, row))
  for (const file of moved) if (file.heldBy !== id) attachments.remove(file.id)
  return moved
}

type MovedThread = NonNullable<Adoption['begins']>['threads'][number]

export function toMovedThread({
  channelId,
  channelKind,
  key,
  kind,
  title,
  url,
  goesTo,
}: ThreadState): MovedThread {
  return { channel: channelId, channelKind, ref: { key, kind, title, url }, goesTo }
}
