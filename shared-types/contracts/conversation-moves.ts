import type { Draft } from '../api/conversations/draft.ts'
import type { Attachment, Message, MessageAct } from '../api/conversations/message.ts'
import type { ChannelKind } from '../api/channels/channel.ts'
import type { Author, ChannelEvent, ThreadRef } from '../channel-event.ts'
import type { ChannelId, ConversationId, InboxId, MessageId } from '../ids.ts'
import type { Approval } from './channel.ts'
import type { DeliveryState } from '../api/conversations/delivery.ts'

/** A file of a message that moves. Its bytes stay with the conversation that holds them until they are asked for. */
export interface MovedFile extends Attachment {
  readonly channel: ChannelId | null
  readonly ref: string | null
  readonly heldBy: ConversationId | null
}

/** How an answer that moves was approved and what became of it. */
export interface MovedDelivery {
  readonly outgoingId: MessageId
  readonly state: DeliveryState
  readonly step: number
  readonly at: string
  readonly sendsAt: string | null
  readonly reason: string | null
  readonly url: string | null
  readonly approvedBy: Approval['by']
  readonly approvalId: string
  /** Of the agent that approved it. */
  readonly approvalName: string | null
  readonly approvedAt: string
  readonly draft: Draft | null
}

/** What the person wants done to a message that moves, and under which id its channel knows it. */
export interface MovedAct extends MessageAct {
  readonly id: MessageId
  readonly wanted: string
  readonly step: number
  readonly at: string
}

/** A message on its way from one conversation to another, with all that belongs to it. */
export interface MovedMessage extends Pick<
  Message,
  'id' | 'direction' | 'text' | 'html' | 'at' | 'editedAt' | 'deletedAt' | 'nature'
> {
  /** The other ids under which its platform speaks of it. */
  readonly aliases: readonly MessageId[]
  readonly thread: { readonly channel: ChannelId; readonly key: string } | null
  readonly key: string | null
  readonly author: Author
  readonly replyTo: MessageId | null
  /** As the conversation stores them. */
  readonly reactions: string | null
  readonly files: readonly MovedFile[]
  readonly delivery: MovedDelivery | null
  readonly acts: readonly MovedAct[]
}

/** What one conversation hands to another: told until it is durable there, a message that is there is passed over. */
export interface Adoption {
  /** The same each time that it is told. */
  readonly key: string
  readonly owner: InboxId
  readonly from: ConversationId
  /** The first of a hand-over names the threads. */
  readonly begins: {
    readonly title: string | null
    readonly threads: readonly {
      readonly channel: ChannelId
      readonly channelKind: ChannelKind
      readonly ref: ThreadRef
      /** Where its new messages go; null: to the receiver. */
      readonly goesTo: ConversationId | null
    }[]
  } | null
  readonly messages: readonly MovedMessage[]
  readonly drafts: readonly Draft[]
  /** Files that the drafts name; absent in what an older version has queued. */
  readonly draftFiles?: readonly MovedFile[]
  /** What was heard of messages that have not come. */
  readonly early: readonly { readonly message: MessageId; readonly event: ChannelEvent }[]
}
