import { Actor } from '@switchboard/kernel/actor'
import { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import { answerClose } from '@switchboard/kernel/live/live-sockets'
import type { MessageQuery } from '@switchboard/shared-types/api/conversations/message'
import type {
  ConversationContract,
  EventBatch,
  PermittedSend,
} from '@switchboard/shared-types/contracts/conversation'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type {
  ApproveDraft,
  EditDraft,
  NewDraft,
  WriteDraft,
} from '@switchboard/shared-types/api/conversations/draft'
import { getStub } from '@switchboard/shared-types/door'
import { ConversationId, routerOf } from '@switchboard/shared-types/ids'
import type { DraftId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { Analyst } from './analysis/analyst.ts'
import { analysisDue } from './analysis/due.ts'
import { QUIET_MS } from './analysis/schedule.ts'
import { attempt, admit, admitToChange, openConversation, unseen } from './conversation.ts'
import type { Conversation, Written } from './conversation.ts'
import { conversationRoutes } from './conversation-messages.ts'
import { approveDraft } from './deliveries/approve.ts'
import type { Limits } from './deliveries/approve.ts'
import { resend } from './deliveries/resend.ts'
import { sendDue } from './deliveries/send-due.ts'
import { sendPermitted } from './deliveries/send-permitted.ts'
import { takeBack } from './deliveries/take-back.ts'
import { deleteDraft, editDraft, newDraft } from './drafts/change-drafts.ts'
import { Drafter } from './drafts/drafter.ts'
import { fulfilWish, hasWishes, wishDraft } from './drafts/wishes.ts'
import { prepare } from './events/prepare.ts'
import { receive } from './events/receive.ts'
import { hearReport, learnedKeyOf } from './events/hear-report.ts'
import { readUpgrade } from './live/read-upgrade.ts'
import { Room } from './live/room.ts'
import { listMessages } from './messages/list-messages.ts'
import migrations from './migrations/migrations.js'
import { showConversation } from './snapshot/show-conversation.ts'
import { tell, tellDueAt, tellNow } from './snapshot/tell.ts'

/** Between two drafts that rules wait for, and before a model that could not be asked is tried again. */
const DRAFT_PAUSE_MS = 15_000

type Answer<M extends keyof ConversationContract> = ReturnType<ConversationContract[M]>

/**
 * One per thread of a channel, addressed by the hash of both. Owns messages, episodes, participants, attachments,
 * drafts, deliveries, analyses and the room's sockets. Called by channels (receive, report), inboxes (rules), other
 * conversations (merge, split) and the edge (all that a person does).
 */
export class ConversationActor extends Actor<ConversationId> {
  readonly #conversation: Conversation
  readonly #room: Room
  readonly #drafter: Drafter
  readonly #analyst: Analyst

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = ConversationId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'conversation',
      migrations,
      jobs: {
        tell: { dueAt: () => tellDueAt(this.#conversation), run: (trace) => this.#tellInbox(trace) },
        send: {
          dueAt: () => this.#conversation.deliveries.nextDue(),
          run: (trace) => this.#sendDue(trace),
        },
        draft: { run: (trace) => this.#draftNext(trace) },
        analyse: { run: (trace) => this.#analyseQuiet(trace) },
      },
      routes: conversationRoutes(env, (report, trace) => this.#hear(report, trace)),
    }))
    this.#conversation = openConversation(id, this.db, this.mail)
    this.#room = new Room(ctx)
    const modelParts = {
      conversation: this.#conversation,
      ask: (trace: Trace, question: Question) => this.#ask(trace, question),
      write: <T>(trace: Trace, write: (now: Date) => Written<T>) => this.#write(trace, write),
    }
    this.#drafter = new Drafter(modelParts)
    this.#analyst = new Analyst(modelParts)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  // Called by channels

  receive(id: ConversationId, trace: Trace, batch: EventBatch): Answer<'receive'> {
    return this.call(id, trace, async (inner) => {
      const prepared = await prepare(batch)
      return await this.#write(inner, (now) => {
        const received = receive(this.#conversation, batch, prepared, inner, now)
        this.#expectQuiet(now)
        return received
      })
    })
  }

  report(id: ConversationId, trace: Trace, report: DeliveryReport): Answer<'report'> {
    return this.call(id, trace, (inner) => this.#hear(report, inner))
  }

  // Called for a person: reading

  conversation(id: ConversationId, trace: Trace, owner: InboxId): Answer<'conversation'> {
    return this.call(id, trace, () => {
      const admitted = admit(this.#conversation, owner)
      return admitted.ok ? ok(showConversation(this.#conversation)) : admitted
    })
  }

  messages(id: ConversationId, trace: Trace, owner: InboxId, query: MessageQuery): Answer<'messages'> {
    return this.call(id, trace, () => {
      const admitted = admit(this.#conversation, owner)
      return admitted.ok ? listMessages(this.#conversation, query) : admitted
    })
  }

  // Called for a person: answers

  newDraft(id: ConversationId, trace: Trace, owner: InboxId, input: NewDraft): Answer<'newDraft'> {
    const origin = { origin: 'person', model: null } as const
    return this.#change(id, trace, owner, (now) => newDraft(this.#conversation, input, origin, now))
  }

  editDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: EditDraft & { readonly draft: DraftId },
  ): Answer<'editDraft'> {
    return this.#change(id, trace, owner, (now) => editDraft(this.#conversation, input, now))
  }

  deleteDraft(id: ConversationId, trace: Trace, owner: InboxId, draft: DraftId): Answer<'deleteDraft'> {
    return this.#change(id, trace, owner, () => deleteDraft(this.#conversation, draft))
  }

  writeDraft(id: ConversationId, trace: Trace, owner: InboxId, input: WriteDraft): Answer<'writeDraft'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.#conversation, owner)
      return admitted.ok ? await this.#drafter.draft(input, 'model', inner) : admitted
    })
  }

  approveDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ApproveDraft & { readonly draft: DraftId },
  ): Answer<'approveDraft'> {
    return this.call(id, trace, async (inner) => {
      const limits = await this.#limitsFor(input.draft, owner, inner)
      return await this.#change(id, inner, owner, (now) =>
        approveDraft(this.#conversation, owner, input, limits, now),
      )
    })
  }

  undoApproval(id: ConversationId, trace: Trace, owner: InboxId, message: MessageId): Answer<'undoApproval'> {
    return this.#change(id, trace, owner, (now) => takeBack(this.#conversation, message, now))
  }

  resend(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: { readonly message: MessageId; readonly key: string },
  ): Answer<'resend'> {
    return this.#change(id, trace, owner, (now, inner) =>
      resend(this.#conversation, owner, input, inner, now),
    )
  }

  analyse(id: ConversationId, trace: Trace, owner: InboxId): Answer<'analyse'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.#conversation, owner)
      if (!admitted.ok) return admitted
      const analysis = await this.#analyst.run(inner, true)
      if (analysis !== null) return ok(analysis)
      return err('conversation.empty', 'Nothing has been said in this conversation yet.')
    })
  }

  // Called by inboxes

  draftByRule(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: { readonly key: string; readonly wish: string | null },
  ): Answer<'draftByRule'> {
    return this.#change(id, trace, owner, (now) => {
      wishDraft(this.#conversation, input, now)
      if (hasWishes(this.#conversation)) this.jobs.schedule('draft', now.getTime())
      return unseen(ok(null))
    })
  }

  sendByPermission(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: PermittedSend,
  ): Answer<'sendByPermission'> {
    return this.#change(id, trace, owner, (now, inner) =>
      sendPermitted(this.#conversation, input, inner, now),
    )
  }

  // The room

  closeSockets(
    id: ConversationId,
    trace: Trace,
    { session }: { readonly session?: string | undefined },
  ): Answer<'closeSockets'> {
    return this.call(id, trace, () => {
      this.#room.close(session)
      return ok(null)
    })
  }

  override async fetch(request: Request): Promise<Response> {
    const { conversation, owner, session, trace } = readUpgrade(request)
    return await this.call(conversation, trace, () =>
      admit(this.#conversation, owner).ok ? this.#room.open(session) : new Response(null, { status: 404 }),
    )
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#room.hear(socket, message, Date.now())
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code)
    this.#room.leave(socket)
  }

  // Jobs

  async #sendDue(trace: Trace): Promise<void> {
    await this.#write(trace, (now) => {
      const sent = sendDue(this.#conversation, trace, now)
      this.#expectQuiet(now)
      return sent
    })
  }

  async #draftNext(trace: Trace): Promise<void> {
    await fulfilWish(this.#conversation, this.#drafter, trace)
    if (hasWishes(this.#conversation)) this.jobs.schedule('draft', Date.now() + DRAFT_PAUSE_MS)
  }

  async #analyseQuiet(trace: Trace): Promise<void> {
    const due = analysisDue(this.#conversation)
    if (due !== null && due <= Date.now()) await this.#analyst.run(trace, false)
    const next = analysisDue(this.#conversation)
    if (next !== null) this.jobs.schedule('analyse', next)
  }

  async #tellInbox(trace: Trace): Promise<void> {
    await this.#write(trace, (now) => {
      tellNow(this.#conversation, trace, now)
      return unseen(null)
    })
  }

  // Shared by the above

  async #hear(report: DeliveryReport, trace: Trace): Answer<'report'> {
    const learned = await learnedKeyOf(this.#conversation, report)
    return await this.#write(trace, () => hearReport(this.#conversation, report, learned, trace))
  }

  async #ask(trace: Trace, question: Question): ReturnType<typeof askModel> {
    const { owner } = this.#conversation.state.row
    const router = routerOf(`per_${owner.slice('inb_'.length)}`)
    return await askModel({ env: this.env, router, send: (url, init) => fetch(url, init) }, trace, question)
  }

  /** What the channel of a draft takes; null where the draft or the channel is not there. */
  async #limitsFor(id: DraftId, owner: InboxId, trace: Trace): Promise<Limits> {
    const draft = this.#conversation.drafts.find(id)
    if (draft === undefined) return null
    const channel = await getStub(this.env.CHANNEL, draft.channelId).channel(draft.channelId, trace, owner)
    return channel.ok ? channel.value.features : null
  }

  /** Has what was said analysed once nothing more comes. Part of the caller's transaction. */
  #expectQuiet(now: Date): void {
    const { messages, analyses } = this.#conversation
    if (this.jobs.scheduledFor('analyse') !== null) return
    if ((messages.newest()?.no ?? 0) > analyses.upTo())
      this.jobs.schedule('analyse', now.getTime() + QUIET_MS)
  }

  /** Changes what is its person's, and what is still here. */
  #change<T, C extends string>(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    change: (now: Date, trace: Trace) => Written<Result<T, C>>,
  ): Promise<Result<T, C | 'conversation.not_found'>> {
    return this.call(id, trace, (inner) =>
      this.#write<Result<T, C | 'conversation.not_found'>>(inner, (now) => {
        const admitted = admitToChange(this.#conversation, owner)
        return admitted.ok ? change(now, inner) : unseen(admitted)
      }),
    )
  }

  /** Commits a write with whatever arrived beside it, then tells every device and, now or soon, the inbox. */
  async #write<T>(trace: Trace, write: (now: Date) => Written<T>): Promise<T> {
    const conversation = this.#conversation
    const { answer, events } = await this.commits.write(() =>
      attempt(conversation, write, (now) => tell(conversation, trace, now)),
    )
    this.#room.tell(events)
    this.jobs.touch()
    return answer
  }
}
