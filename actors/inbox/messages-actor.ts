import { Actor } from '@switchboard/kernel/actor'
import type { ActorParts } from '@switchboard/kernel/actor'
import { LiveSockets } from '@switchboard/kernel/live/live-sockets'
import { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import type { EditOutput, NewOutput, PublishOutput } from '@switchboard/shared-types/api/outputs'
import type { RuleDraft, SetRules } from '@switchboard/shared-types/api/rules'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import type {
  ChannelSnapshot,
  InboxConversationQuery,
  InboxMessagesContract,
  TriageAct,
} from '@switchboard/shared-types/contracts/inbox-messages'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import { InboxId, routerOfInbox } from '@switchboard/shared-types/ids'
import type {
  ChannelId,
  ConversationId,
  OutputId,
  PermissionId,
  PersonId,
} from '@switchboard/shared-types/ids'
import type { ServerFrame } from '@switchboard/shared-types/realtime/frames'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { channelRoutes } from './channel-messages.ts'
import { applyChannel } from './channels/apply-channel.ts'
import { conversationRoutes } from './conversation-messages.ts'
import { applySnapshot } from './conversations/apply-snapshot.ts'
import { changeConversations, wakeSnoozed } from './conversations/change-conversations.ts'
import { forgetInRules, unassignSome } from './conversations/forget-member.ts'
import { listConversations, summaryOf } from './conversations/list-conversations.ts'
import { attempt, openInbox, unseen } from './inbox.ts'
import type { Inbox, Written } from './inbox.ts'
import { CountsAnnouncer } from './live/counts-announcer.ts'
import migrations from './migrations/migrations.js'
import { applyRefusal, applyReport } from './outputs/apply-report.ts'
import { deleteOutput, editOutput, listOutputs } from './outputs/change-output.ts'
import { publishOutput } from './outputs/publish.ts'
import { writeOutput } from './outputs/write-output.ts'
import { grantPermission, revokePermission } from './permissions/change-permissions.ts'
import { personRoutes } from './person-messages.ts'
import { nextRetention } from './retention/retain.ts'
import type { OpenRoom } from './rooms/open-rooms.ts'
import { tellUnsent } from './rules/forward.ts'
import { setRules } from './rules/set-rules.ts'
import { tryRule } from './rules/try-rule.ts'

/** Snoozed conversations that come back in one transaction. */
const WAKES = 100
/** Conversations that are taken from a former member in one transaction. */
const UNASSIGNED = 500

type Answer<M extends keyof InboxMessagesContract> = ReturnType<InboxMessagesContract[M]>

/**
 * The half of an inbox that is about messages (channels, conversations, rules, permissions, outputs), and what both
 * halves write with. Called by channels and conversations (what changed there) and by the edge (what a person does).
 */
export abstract class MessagesActor extends Actor<InboxId> implements InboxMessagesContract {
  protected readonly inbox: Inbox
  protected readonly sockets: LiveSockets<ServerFrame>
  /** Commits a write with whatever arrived beside it, then tells every device. */
  protected readonly write: <T>(write: (now: Date) => Written<T>) => Promise<T>
  /** Asks a model of the person's router. */
  protected readonly ask: (trace: Trace, question: Question) => ReturnType<typeof askModel>
  protected readonly scheduleRetention: () => void

  constructor(ctx: DurableObjectState, env: ActorsEnv, own: Pick<ActorParts, 'jobs' | 'routes'>) {
    const id = InboxId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'inbox',
      migrations,
      jobs: {
        ...own.jobs,
        snooze: { dueAt: () => this.inbox.conversations.wakesAt(), run: () => this.#wake() },
      },
      routes: {
        ...own.routes,
        ...personRoutes(env),
        ...conversationRoutes(env, id, (to, key, reason) =>
          this.write((now) => tellUnsent(this.inbox, to, key, reason, now)),
        ),
        ...channelRoutes(env, id, (post, reason, trace) =>
          this.write((now) => applyRefusal(this.inbox, this.mail, { id: post, reason }, trace, now)),
        ),
      },
    }))
    const inbox = openInbox(id, ctx.storage, this.db)
    const sockets = new LiveSockets<ServerFrame>(ctx)
    const counts = new CountsAnnouncer(() => {
      if (!sockets.someoneListens()) return
      const { epoch, head } = inbox.timeline
      sockets.broadcast([{ type: 'counts', epoch, seq: head, counts: inbox.counts.read() }])
    })
    const router = routerOfInbox(id)
    this.inbox = inbox
    this.sockets = sockets
    this.write = async (write) => {
      const { answer, events } = await this.commits.write(() => attempt(inbox, write))
      sockets.broadcast(events)
      if (events.length > 0) counts.soon()
      return answer
    }
    this.ask = (trace, question) =>
      askModel({ env, router, send: providerFetch(env.WORKERS_AI) }, trace, question)
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
    return this.call(id, trace, (inner) => {
      this.scheduleRetention()
      return this.write((now) => applySnapshot(this.inbox, this.mail, snapshot, inner, now))
    })
  }

  outputReport(id: InboxId, trace: Trace, report: DeliveryReport): Answer<'outputReport'> {
    return this.call(id, trace, (inner) =>
      this.write((now) => applyReport(this.inbox, this.mail, report, inner, now)),
    )
  }

  // Called by identity

  forgetMember(id: InboxId, trace: Trace, person: PersonId): Answer<'forgetMember'> {
    return this.call(id, trace, async () => {
      await this.write((now) => forgetInRules(this.inbox, person, now))
      let taken = UNASSIGNED
      while (taken === UNASSIGNED) {
        taken = await this.write((now) => unassignSome(this.inbox, person, UNASSIGNED, now))
      }
      return ok(null)
    })
  }

  // Called for a person: channels and conversations

  channels(id: InboxId, trace: Trace): Answer<'channels'> {
    return this.call(id, trace, () => this.inbox.channels.all())
  }

  conversations(id: InboxId, trace: Trace, query: InboxConversationQuery): Answer<'conversations'> {
    return this.call(id, trace, () => listConversations(this.inbox, query))
  }

  enterRoom(id: InboxId, trace: Trace, room: OpenRoom): Answer<'enterRoom'> {
    return this.call(id, trace, () =>
      this.write((now) => {
        this.inbox.rooms.enter(room, now.getTime())
        return unseen(ok(null))
      }),
    )
  }

  summaryOf(id: InboxId, trace: Trace, conversation: ConversationId): Answer<'summaryOf'> {
    return this.call(id, trace, () => summaryOf(this.inbox, conversation))
  }

  changeConversations(id: InboxId, trace: Trace, act: TriageAct): Answer<'changeConversations'> {
    return this.call(id, trace, (inner) =>
      this.write((now) => {
        const written = changeConversations(this.inbox, this.mail, act, inner, now)
        this.jobs.touch()
        return written
      }),
    )
  }

  // Called for a person: rules and permissions

  rules(id: InboxId, trace: Trace): Answer<'rules'> {
    return this.call(id, trace, () => [...this.inbox.rules.all()])
  }

  setRules(id: InboxId, trace: Trace, input: SetRules): Answer<'setRules'> {
    return this.call(id, trace, () => this.write((now) => setRules(this.inbox, input, now)))
  }

  tryRule(id: InboxId, trace: Trace, rule: RuleDraft): Answer<'tryRule'> {
    return this.call(id, trace, () => tryRule(this.inbox, rule))
  }

  permissions(id: InboxId, trace: Trace): Answer<'permissions'> {
    const { permissions } = this.inbox
    return this.call(id, trace, () => ({ permissions: permissions.all(), uses: permissions.uses() }))
  }

  grantPermission(id: InboxId, trace: Trace, channel: ChannelId): Answer<'grantPermission'> {
    return this.call(id, trace, () => this.write((now) => grantPermission(this.inbox, channel, now)))
  }

  revokePermission(id: InboxId, trace: Trace, permission: PermissionId): Answer<'revokePermission'> {
    return this.call(id, trace, () => this.write((now) => revokePermission(this.inbox, permission, now)))
  }

  // Called for a person: outputs

  outputs(id: InboxId, trace: Trace): Answer<'outputs'> {
    return this.call(id, trace, () => listOutputs(this.inbox))
  }

  newOutput(id: InboxId, trace: Trace, input: NewOutput): Answer<'newOutput'> {
    const { inbox, ask, write } = this
    return this.call(id, trace, (inner) => writeOutput({ tables: inbox, ask, write }, input, inner))
  }

  editOutput(id: InboxId, trace: Trace, input: EditOutput & { output: OutputId }): Answer<'editOutput'> {
    return this.call(id, trace, () => this.write((now) => editOutput(this.inbox, input, now)))
  }

  publishOutput(
    id: InboxId,
    trace: Trace,
    input: PublishOutput & { output: OutputId },
  ): Answer<'publishOutput'> {
    return this.call(id, trace, (inner) =>
      this.write((now) => publishOutput(this.inbox, this.mail, input, inner, now)),
    )
  }

  deleteOutput(id: InboxId, trace: Trace, output: OutputId): Answer<'deleteOutput'> {
    return this.call(id, trace, () => this.write((now) => deleteOutput(this.inbox, output, now)))
  }

  // Jobs

  async #wake(): Promise<void> {
    await this.write((now) => wakeSnoozed(this.inbox, now, WAKES))
  }
}
