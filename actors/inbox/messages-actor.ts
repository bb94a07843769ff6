import { Actor } from '@switchboard/kernel/actor'
import type { ActorParts } from '@switchboard/kernel/actor'
import type {
  ChangeConversations,
  ConversationQuery,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type {
  ChannelSnapshot,
  InboxMessagesContract,
} from '@switchboard/shared-types/contracts/inbox-messages'
import { InboxId } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { applyChannel } from './channels/apply-channel.ts'
import { applySnapshot } from './conversations/apply-snapshot.ts'
import { changeConversations } from './conversations/change-conversations.ts'
import { listConversations, summaryOf } from './conversations/list-conversations.ts'
import { attempt, openInbox } from './inbox.ts'
import type { Inbox, Written } from './inbox.ts'
import { CountsAnnouncer } from './live/counts-announcer.ts'
import { LiveSockets } from './live/live-sockets.ts'
import migrations from './migrations/migrations.js'
import { applyReport } from './outputs/apply-report.ts'
import { nextRetention } from './retention/retain.ts'

type Answer<M extends keyof InboxMessagesContract> = ReturnType<InboxMessagesContract[M]>

/**
 * The half of an inbox that is about messages: channels, conversations, rules, permissions and outputs, and what both
 * halves write with. Called by channels and conversations (what changed there) and by the edge.
 */
export abstract class MessagesActor
  extends Actor<InboxId>
  implements
    Pick<
      InboxMessagesContract,
      | 'channelChanged'
      | 'conversationChanged'
      | 'outputReport'
      | 'channels'
      | 'conversations'
      | 'summaryOf'
      | 'changeConversations'
    >
{
  protected readonly inbox: Inbox
  protected readonly sockets: LiveSockets
  /** Commits a write with whatever arrived beside it, then tells every device. */
  protected readonly write: <T>(write: (now: Date) => Written<T>) => Promise<T>
  protected readonly scheduleRetention: () => void

  constructor(ctx: DurableObjectState, env: ActorsEnv, own: Pick<ActorParts, 'jobs' | 'routes'>) {
    InboxId.parse(ctx.id.name)
    super(ctx, env, () => ({ kind: 'inbox', migrations, jobs: own.jobs, routes: own.routes }))
    const inbox = openInbox(ctx.storage, this.db)
    const sockets = new LiveSockets(ctx)
    const counts = new CountsAnnouncer(() => {
      if (!sockets.someoneListens()) return
      const { epoch, head } = inbox.timeline
      sockets.broadcast([{ type: 'counts', epoch, seq: head, counts: inbox.counts.read() }])
    })
    this.inbox = inbox
    this.sockets = sockets
    this.write = async (write) => {
      const { answer, events } = await this.commits.write(() => attempt(inbox, write))
      sockets.broadcast(events)
      if (events.length > 0) counts.soon()
      return answer
    }
    this.scheduleRetention = () => {
      if (this.jobs.scheduledFor('retention') !== null) return
      this.jobs.schedule('retention', nextRetention(Date.now(), Math.random))
    }
  }

  // Called by channels and conversations

  channelChanged(id: InboxId, trace: Trace, snapshot: ChannelSnapshot): Answer<'channelChanged'> {
    return this.call(id, trace, () => this.write((now) => applyChannel(this.inbox, snapshot, now)))
  }

  conversationChanged(
    id: InboxId,
    trace: Trace,
    snapshot: ConversationSnapshot,
  ): Answer<'conversationChanged'> {
    return this.call(id, trace, () => {
      this.scheduleRetention()
      return this.write((now) => applySnapshot(this.inbox, snapshot, now))
    })
  }

  outputReport(id: InboxId, trace: Trace, report: DeliveryReport): Answer<'outputReport'> {
    return this.call(id, trace, () => this.write(() => applyReport(this.inbox, report)))
  }

  // Called for a person: channels and conversations

  channels(id: InboxId, trace: Trace): Answer<'channels'> {
    return this.call(id, trace, () => this.inbox.channels.all())
  }

  conversations(id: InboxId, trace: Trace, query: ConversationQuery): Answer<'conversations'> {
    return this.call(id, trace, () => listConversations(this.inbox, query))
  }

  changeConversations(id: InboxId, trace: Trace, input: ChangeConversations): Answer<'changeConversations'> {
    return this.call(id, trace, () => this.write((now) => changeConversations(this.inbox, input, now)))
  }

  summaryOf(id: InboxId, trace: Trace, conversation: ConversationId): Answer<'summaryOf'> {
    return this.call(id, trace, () => summaryOf(this.inbox, conversation))
  }
}
