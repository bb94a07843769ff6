import type { Agent } from '../api/agent.ts'
import type { Analysis } from '../api/conversations/analysis.ts'
import type {
  Conversation,
  ConversationSummary,
  NewNote,
  React,
  SplitConversation,
} from '../api/conversations/conversation.ts'
import type { ApproveDraft, Draft, EditDraft, NewDraft, WriteDraft } from '../api/conversations/draft.ts'
import type { Attachment, Message, MessagePage, MessageQuery } from '../api/conversations/message.ts'
import type { ChannelKind } from '../api/channels/channel.ts'
import type { ChannelEvent } from '../channel-event.ts'
import type {
  AttachmentId,
  ChannelId,
  ConversationId,
  DraftId,
  InboxId,
  MessageId,
  PermissionId,
  PersonId,
} from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'
import type { DeliveryReport } from './channel.ts'
import type { Adoption } from './conversation-moves.ts'

/** What a channel brings: durable there, told until it is durable here. */
export interface EventBatch {
  readonly owner: InboxId
  readonly channel: ChannelId
  readonly channelKind: ChannelKind
  /** Each knows its `eventId`: one that was applied before is passed over. */
  readonly events: readonly ChannelEvent[]
}

/** What an inbox is told of a conversation, whole each time: a newer `version` replaces an older one. */
export interface ConversationSnapshot {
  readonly id: ConversationId
  readonly version: number
  readonly summary: Omit<
    ConversationSummary,
    | 'id'
    | 'unread'
    | 'archived'
    | 'muted'
    | 'snoozedUntil'
    | 'labels'
    | 'assignee'
    | 'assignedBy'
    | 'assignedAt'
  >
  /** Every thread that it holds. */
  readonly threads: readonly { readonly channel: ChannelId; readonly key: string }[]
  readonly mergedInto: ConversationId | null
  /**
   * How many messages have come in through its channels, ever: what the inbox counts unread ones by. What a merge or a
   * split brings is not counted again.
   */
  readonly received: number
  /** What came in since the last snapshot, for rules; texts are cut to 2,000 characters. */
  readonly arrived: readonly ArrivedMessage[]
  /** What says something else than the inbox was told, or left; absent in what an older version has queued. */
  readonly changed?: readonly ChangedMessage[]
  /** An analysis is new in this snapshot: rules that ask for categories and priorities look again. */
  readonly analysed: boolean
}

/** A message that came in and was edited, deleted, or brought or taken away by a merge or a split. */
export interface ChangedMessage {
  readonly id: MessageId
  /** When it was written, as in {@link ArrivedMessage}. */
  readonly at: string
  /** Null: it is not here any more, or says nothing. */
  readonly now: ArrivedMessage | null
}

export interface ArrivedMessage {
  readonly id: MessageId
  readonly channel: ChannelId
  readonly author: { readonly key: string; readonly name: string; readonly handle: string | null }
  readonly text: string
  readonly at: string
  readonly nature: Message['nature']
}

/** A message that a rule sends under a standing permission. */
export interface PermittedSend {
  /** The same key is the same message. */
  readonly key: string
  readonly text: string
  readonly permission: PermissionId
}

/** A draft that a rule wants. */
export interface WishedDraft {
  /** The same key again is the same draft. */
  readonly key: string
  readonly wish: string | null
  readonly useTone: boolean
}

/** Who writes: an agent in the person's place, or one of a group's members; with neither the person whose inbox it is. */
export interface ByWhom {
  readonly agent?: Agent
  readonly member?: PersonId
}

export type ConversationErrorCode = 'conversation.not_found'

/**
 * One per thread of a channel (see conversationIdOf). Called by channels (receive, report), inboxes (rules), other
 * conversations (merge, split) and the edge (all that a person does; `fetch` takes the room's WebSocket). Whatever a
 * person asks names the inbox that it is asked for, and a conversation of another inbox is not found.
 */
export interface ConversationContract extends ActorContract<ConversationId> {
  // Called by channels
  receive(id: ConversationId, trace: Trace, batch: EventBatch): Promise<Result<null, 'conversation.foreign'>>
  report(id: ConversationId, trace: Trace, report: DeliveryReport): Promise<Result<null>>

  // Called for a person: reading
  conversation(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
  ): Promise<Result<Conversation, ConversationErrorCode>>
  messages(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    query: MessageQuery,
  ): Promise<Result<MessagePage, ConversationErrorCode | 'cursor.invalid'>>
  attachment(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    attachment: AttachmentId,
  ): Promise<
    Result<
      { readonly attachment: Attachment; readonly bytes: ReadableStream<Uint8Array> },
      ConversationErrorCode | 'attachment.not_found' | 'attachment.waiting'
    >
  >

  // Called for a person: writing
  note(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    note: NewNote & ByWhom,
  ): Promise<Result<Message, ConversationErrorCode>>
  /** At the platform; a note here alone. */
  editMessage(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ByWhom & { readonly message: MessageId; readonly text: string },
  ): Promise<Result<Message, ConversationErrorCode | 'message.not_found' | 'channel.unsupported'>>
  deleteMessage(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ByWhom & { readonly message: MessageId },
  ): Promise<Result<null, ConversationErrorCode | 'message.not_found' | 'channel.unsupported'>>
  react(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: React & ByWhom & { readonly message: MessageId },
  ): Promise<Result<Message, ConversationErrorCode | 'message.not_found' | 'channel.unsupported'>>
  upload(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
  ): Promise<Result<Attachment, ConversationErrorCode | 'attachment.too_large' | 'attachment.refused'>>
  /** Takes over the messages of another conversation of the same inbox, which points here from then on. */
  merge(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    from: ConversationId,
  ): Promise<Result<null, ConversationErrorCode | 'conversation.same' | 'conversation.merged'>>
  split(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: SplitConversation,
  ): Promise<Result<{ readonly conversation: ConversationId }, ConversationErrorCode | 'message.not_found'>>

  // Called for a person: answers
  newDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: NewDraft & ByWhom,
  ): Promise<Result<Draft, ConversationErrorCode | 'draft.not_found' | 'draft.no_thread' | 'draft.too_many'>>
  /** An agent changes only what it wrote itself. */
  editDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: EditDraft & ByWhom & { readonly draft: DraftId },
  ): Promise<Result<Draft, ConversationErrorCode | 'draft.not_found' | 'draft.changed'>>
  deleteDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    draft: DraftId,
  ): Promise<Result<null, ConversationErrorCode | 'draft.not_found'>>
  /** By a model of the person's router; without one the answer says why there is no draft. */
  writeDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: WriteDraft,
  ): Promise<
    Result<
      Draft,
      ConversationErrorCode | 'draft.not_found' | 'draft.no_thread' | 'draft.too_many' | 'model.unavailable'
    >
  >
  approveDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ApproveDraft & ByWhom & { readonly draft: DraftId },
  ): Promise<
    Result<
      Message,
      | ConversationErrorCode
      | 'draft.not_found'
      | 'draft.changed'
      | 'draft.empty'
      | 'draft.too_long'
      | 'draft.bad_time'
      | 'draft.no_thread'
    >
  >
  /** Takes an approved message back before it leaves: it is a draft again. */
  undoApproval(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    message: MessageId,
  ): Promise<Result<Draft, ConversationErrorCode | 'message.not_found' | 'message.left'>>
  /** Sends a failed or unknown message once more: the person has looked. */
  resend(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ByWhom & { readonly message: MessageId; readonly key: string },
  ): Promise<Result<Message, ConversationErrorCode | 'message.not_found' | 'message.left'>>
  analyse(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
  ): Promise<Result<Analysis, ConversationErrorCode | 'conversation.empty'>>

  // Called by inboxes
  draftByRule(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: WishedDraft,
  ): Promise<Result<null, ConversationErrorCode>>
  sendByPermission(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: PermittedSend,
  ): Promise<Result<null, ConversationErrorCode | 'draft.no_thread'>>

  // Called by conversations
  /**
   * Hands everything over to another conversation of the same inbox, and passes on what comes later. Told again it
   * changes nothing; one that went elsewhere before, or takes another one over right now, is `conversation.merged`.
   */
  handOver(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    into: ConversationId,
  ): Promise<Result<null, ConversationErrorCode | 'conversation.merged'>>
  adopt(id: ConversationId, trace: Trace, adoption: Adoption): Promise<Result<null, 'conversation.foreign'>>
  /** The bytes are held elsewhere now. */
  dropAttachment(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    attachment: AttachmentId,
  ): Promise<Result<null>>

  /** Closes the rooms of a session: it ended, or its person does not belong to the inbox any more. */
  closeSockets(id: ConversationId, trace: Trace, owner: InboxId, session: string): Promise<Result<null>>
  purge(id: ConversationId, trace: Trace): Promise<Result<null>>
}
