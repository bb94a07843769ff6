import type { Channel } from '../api/channels/channel.ts'
import type {
  ChangeConversations,
  ConversationPage,
  ConversationQuery,
  ConversationSummary,
} from '../api/conversations/conversation.ts'
import type { EditOutput, NewOutput, Output, PublishOutput } from '../api/outputs.ts'
import type { Permission, PermissionUse, Rule, RuleDraft, RuleDryRun, SetRules } from '../api/rules.ts'
import type { ChannelId, ConversationId, InboxId, OutputId, PermissionId, PersonId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { DeliveryReport } from './channel.ts'
import type { ConversationSnapshot } from './conversation.ts'

/** What an inbox is told of a channel, whole each time. `channel: null`: it is disconnected. */
export interface ChannelSnapshot {
  readonly id: ChannelId
  readonly version: number
  readonly channel: Channel | null
}

/** As an inbox, which knows of nobody who asks it, is asked. */
export type InboxConversationQuery = Omit<ConversationQuery, 'assignee'> & {
  readonly assignee?: PersonId | 'none' | undefined
}

/**
 * What a person does with conversations. `name` is theirs, to be told to whoever they assign something to. Null: an
 * agent does it, which assigns nothing.
 */
export type TriageAct = ChangeConversations & {
  readonly by: { readonly id: PersonId; readonly name: string | null } | null
}

/** The part of an inbox that is about messages: what channels and conversations tell it, and what its person does. */
export interface InboxMessagesContract {
  // Called by channels and conversations, over their outboxes
  channelChanged(id: InboxId, trace: Trace, snapshot: ChannelSnapshot): Promise<Result<null>>
  conversationChanged(id: InboxId, trace: Trace, snapshot: ConversationSnapshot): Promise<Result<null>>
  /** Of what an output published. */
  outputReport(id: InboxId, trace: Trace, report: DeliveryReport): Promise<Result<null>>

  // Called by identity, over its outbox
  /** Somebody is no member any more: nothing is theirs to deal with. Told again it changes nothing. */
  forgetMember(id: InboxId, trace: Trace, person: PersonId): Promise<Result<null>>

  // Called for a person
  channels(id: InboxId, trace: Trace): Promise<Channel[]>
  conversations(
    id: InboxId,
    trace: Trace,
    query: InboxConversationQuery,
  ): Promise<Result<ConversationPage, 'cursor.invalid'>>
  /** Told before a session's socket goes to a conversation, so that it is closed with the others of that session. */
  enterRoom(
    id: InboxId,
    trace: Trace,
    room: { readonly session: string; readonly conversation: ConversationId; readonly until: number },
  ): Promise<Result<null>>
  summaryOf(
    id: InboxId,
    trace: Trace,
    conversation: ConversationId,
  ): Promise<Result<ConversationSummary, 'conversation.not_found'>>
  /** Those that no longer exist are passed over; the answer says how many changed. */
  changeConversations(id: InboxId, trace: Trace, act: TriageAct): Promise<Result<{ changed: number }>>

  rules(id: InboxId, trace: Trace): Promise<Rule[]>
  setRules(
    id: InboxId,
    trace: Trace,
    input: SetRules,
  ): Promise<Result<Rule[], 'rule.not_found' | 'rule.no_permission' | 'conversation.not_found'>>
  tryRule(id: InboxId, trace: Trace, rule: RuleDraft): Promise<RuleDryRun>

  permissions(id: InboxId, trace: Trace): Promise<{ permissions: Permission[]; uses: PermissionUse[] }>
  grantPermission(
    id: InboxId,
    trace: Trace,
    channel: ChannelId,
  ): Promise<Result<Permission, 'channel.not_found'>>
  revokePermission(
    id: InboxId,
    trace: Trace,
    permission: PermissionId,
  ): Promise<Result<null, 'permission.not_found'>>

  outputs(id: InboxId, trace: Trace): Promise<Output[]>
  newOutput(
    id: InboxId,
    trace: Trace,
    input: NewOutput,
  ): Promise<
    Result<
      Output,
      | 'entry.not_found'
      | 'conversation.not_found'
      | 'subscription.not_found'
      | 'digest.empty'
      | 'channel.not_found'
      | 'channel.unsupported'
    >
  >
  editOutput(
    id: InboxId,
    trace: Trace,
    input: EditOutput & { readonly output: OutputId },
  ): Promise<
    Result<
      Output,
      'output.not_found' | 'output.changed' | 'output.published' | 'channel.not_found' | 'channel.unsupported'
    >
  >
  publishOutput(
    id: InboxId,
    trace: Trace,
    input: PublishOutput & { readonly output: OutputId },
  ): Promise<Result<Output, 'output.not_found' | 'output.changed' | 'output.no_channel' | 'output.too_long'>>
  deleteOutput(id: InboxId, trace: Trace, output: OutputId): Promise<Result<null, 'output.not_found'>>
}
