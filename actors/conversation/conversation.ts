import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { ConversationId, InboxId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { AnalysisTable } from './analysis/analysis-table.ts'
import { AttachmentTable } from './attachments/attachment-table.ts'
import { DeliveryTable } from './deliveries/delivery-table.ts'
import { DraftTable } from './drafts/draft-table.ts'
import { FileStore } from './attachments/file-store.ts'
import { EarlyEvents } from './events/early-events.ts'
import { MovedMessages } from './merge/moved-messages.ts'
import { MessageTable } from './messages/message-table.ts'
import { MessageTexts } from './messages/message-texts.ts'
import { ParticipantTable } from './participants/participant-table.ts'
import { ConversationState } from './state/conversation-state.ts'

/** Everything a conversation owns, by noun. All of it reads its tables when first asked, never when it is made. */
export interface Conversation {
  readonly id: ConversationId
  readonly db: DrizzleSqliteDODatabase
  readonly mail: Mail
  readonly state: ConversationState
  readonly participants: ParticipantTable
  readonly messages: MessageTable
  readonly texts: MessageTexts
  readonly attachments: AttachmentTable
  readonly files: FileStore
  readonly early: EarlyEvents
  readonly moved: MovedMessages
  readonly applied: AppliedCalls
  readonly drafts: DraftTable
  readonly deliveries: DeliveryTable
  readonly analyses: AnalysisTable
}

/** Where a conversation lies. */
interface Ground {
  readonly id: ConversationId
  readonly storage: DurableObjectStorage
  readonly db: DrizzleSqliteDODatabase
  readonly mail: Mail
  /** Null: files lie in the storage. */
  readonly bucket: R2Bucket | null
}

export function openConversation({ id, storage, db, mail, bucket }: Ground): Conversation {
  return {
    id,
    db,
    mail,
    state: new ConversationState(db),
    participants: new ParticipantTable(db),
    messages: new MessageTable(db),
    texts: new MessageTexts(db),
    attachments: new AttachmentTable(db),
    files: new FileStore(storage, db, bucket),
    early: new EarlyEvents(db),
    moved: new MovedMessages(db),
    applied: new AppliedCalls(db),
    drafts: new DraftTable(db),
    deliveries: new DeliveryTable(db),
    analyses: new AnalysisTable(db),
  }
}

/** After a transaction that did not hold, nothing that was kept in memory may be believed. */
export function forgetMemory({ state, participants, early, moved, deliveries }: Conversation): void {
  for (const kept of [state, participants, early, moved, deliveries]) kept.forget()
}

/** What a write gives back: the answer to its caller, what the room is told, and whether the inbox is to be told. */
export interface Written<T> {
  readonly answer: T
  readonly events: readonly RoomChange[]
  /** Something that the inbox shows has changed. */
  readonly tell: boolean
}

/** A write that changed nothing that anybody could see. */
export function unseen<T>(answer: T): Written<T> {
  return { answer, events: [], tell: false }
}

/** Runs a write of a group commit. What it undoes is forgotten at once: the next write must not believe it. */
export function attempt<T>(
  conversation: Conversation,
  write: (now: Date) => Written<T>,
  tell: (now: Date) => void,
): Written<T> {
  const now = new Date()
  try {
    const written = write(now)
    if (written.tell) tell(now)
    conversation.participants.flush()
    conversation.state.flush()
    return written
  } catch (thrown) {
    forgetMemory(conversation)
    throw thrown
  }
}

/** A conversation that nobody has written to, or of another inbox, is not there for whoever asks. */
export function admit(
  { state }: Pick<Conversation, 'state'>,
  owner: InboxId,
): Result<null, 'conversation.not_found'> {
  if (state.read()?.owner === owner) return ok(null)
  return err('conversation.not_found', 'There is no such conversation in this inbox.')
}

/** The same for what changes it: one that was merged into another has nothing left to change. */
export function admitToChange(
  conversation: Pick<Conversation, 'state'>,
  owner: InboxId,
): Result<null, 'conversation.not_found'> {
  const admitted = admit(conversation, owner)
  if (!admitted.ok || conversation.state.row.mergedInto === null) return admitted
  return err('conversation.not_found', 'This conversation was merged into another one.')
}
