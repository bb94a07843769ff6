import { askModel } from '@switchboard/kernel/model/ask-model'
import type { Question } from '@switchboard/kernel/model/question'
import type {
  ByWhom,
  WishedDraft,
  ConversationContract,
  PermittedSend,
} from '@switchboard/shared-types/contracts/conversation'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import type {
  ApproveDraft,
  EditDraft,
  NewDraft,
  WriteDraft,
} from '@switchboard/shared-types/api/conversations/draft'
import { routerOfInbox } from '@switchboard/shared-types/ids'
import type { ConversationId, DraftId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { featuresOf } from './acts/request-act.ts'
import { Analyst } from './analysis/analyst.ts'
import { analysisDue } from './analysis/due.ts'
import { QUIET_MS } from './analysis/schedule.ts'
import { admitToChange, unseen } from './conversation.ts'
import { approveDraft } from './deliveries/approve.ts'
import type { Limits } from './deliveries/approve.ts'
import { resend } from './deliveries/resend.ts'
import { sendDue } from './deliveries/send-due.ts'
import { sendPermitted } from './deliveries/send-permitted.ts'
import { takeBack } from './deliveries/take-back.ts'
import { deleteDraft, editDraft, newDraft } from './drafts/change-drafts.ts'
import { Drafter } from './drafts/drafter.ts'
import { fulfilWish, hasWishes, wishDraft } from './drafts/wishes.ts'
import { TalkActor } from './talk-actor.ts'

/** Between two drafts that rules wait for, and before a model that could not be asked is tried again. */
const DRAFT_PAUSE_MS = 15_000

type Answer<M extends keyof ConversationContract> = ReturnType<ConversationContract[M]>

/**
 * One per thread of a channel, addressed by the hash of both. Owns messages, episodes, participants, attachments,
 * drafts, deliveries, analyses and the room's sockets. Called by channels (receive, report), inboxes (rules), other
 * conversations (merge, split) and the edge (all that a person does). What was said is in talk-actor.ts.
 */
export class ConversationActor extends TalkActor implements ConversationContract {
  readonly #drafter: Drafter
  readonly #analyst: Analyst

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, {
      jobs: {
        send: { dueAt: () => this.talk.deliveries.nextDue(), run: (trace) => this.#sendDue(trace) },
        draft: { run: (trace) => this.#draftNext(trace) },
        analyse: { run: (trace) => this.#analyseQuiet(trace) },
      },
      heard: (now) => this.#expectQuiet(now),
    })
    const modelParts = {
      conversation: this.talk,
      ask: (trace: Trace, question: Question) => this.#ask(trace, question),
      write: this.write,
    }
    this.#drafter = new Drafter(modelParts)
    this.#analyst = new Analyst(modelParts)
  }

  // Called for a person: answers

  newDraft(id: ConversationId, trace: Trace, owner: InboxId, input: NewDraft & ByWhom): Answer<'newDraft'> {
    const { agent = null } = input
    const origin = { origin: agent === null ? 'person' : 'agent', model: null, agent } as const
    return this.change(id, trace, owner, (now) => newDraft(this.talk, input, origin, now))
  }

  editDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: EditDraft & ByWhom & { readonly draft: DraftId },
  ): Answer<'editDraft'> {
    return this.change(id, trace, owner, (now) => editDraft(this.talk, input, now))
  }

  deleteDraft(id: ConversationId, trace: Trace, owner: InboxId, draft: DraftId): Answer<'deleteDraft'> {
    return this.change(id, trace, owner, () => deleteDraft(this.talk, draft))
  }

  writeDraft(id: ConversationId, trace: Trace, owner: InboxId, input: WriteDraft): Answer<'writeDraft'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.talk, owner)
      return admitted.ok ? await this.#drafter.draft(input, 'model', inner) : admitted
    })
  }

  approveDraft(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ApproveDraft & ByWhom & { readonly draft: DraftId },
  ): Answer<'approveDraft'> {
    return this.call(id, trace, async (inner) => {
      const limits = await this.#limitsFor(input.draft, owner, inner)
      return await this.change(id, inner, owner, (now) => approveDraft(this.talk, owner, input, limits, now))
    })
  }

  undoApproval(id: ConversationId, trace: Trace, owner: InboxId, message: MessageId): Answer<'undoApproval'> {
    return this.change(id, trace, owner, (now) => takeBack(this.talk, message, now))
  }

  resend(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: ByWhom & { readonly message: MessageId; readonly key: string },
  ): Answer<'resend'> {
    return this.change(id, trace, owner, (now, inner) => resend(this.talk, owner, input, inner, now))
  }

  analyse(id: ConversationId, trace: Trace, owner: InboxId): Answer<'analyse'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.talk, owner)
      if (!admitted.ok) return admitted
      const analysis = await this.#analyst.run(inner, true)
      if (analysis !== null) return ok(analysis)
      return err('conversation.empty', 'Nothing has been said in this conversation yet.')
    })
  }

  // Called by inboxes

  draftByRule(id: ConversationId, trace: Trace, owner: InboxId, input: WishedDraft): Answer<'draftByRule'> {
    return this.change(id, trace, owner, (now) => {
      wishDraft(this.talk, input, now)
      if (hasWishes(this.talk)) this.jobs.schedule('draft', now.getTime())
      return unseen(ok(null))
    })
  }

  sendByPermission(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    input: PermittedSend,
  ): Answer<'sendByPermission'> {
    return this.change(id, trace, owner, (now, inner) => sendPermitted(this.talk, input, inner, now))
  }

  // Jobs

  async #sendDue(trace: Trace): Promise<void> {
    await this.write(trace, (now) => {
      const sent = sendDue(this.talk, trace, now)
      this.#expectQuiet(now)
      return sent
    })
  }

  async #draftNext(trace: Trace): Promise<void> {
    await fulfilWish(this.talk, this.#drafter, trace)
    if (hasWishes(this.talk)) this.jobs.schedule('draft', Date.now() + DRAFT_PAUSE_MS)
  }

  async #analyseQuiet(trace: Trace): Promise<void> {
    const due = analysisDue(this.talk)
    if (due !== null && due <= Date.now()) await this.#analyst.run(trace, false)
    const next = analysisDue(this.talk)
    if (next !== null) this.jobs.schedule('analyse', next)
  }

  // Shared by the above

  async #ask(trace: Trace, question: Question): ReturnType<typeof askModel> {
    const { owner } = this.talk.state.row
    const router = routerOfInbox(owner)
    return await askModel(
      { env: this.env, router, send: providerFetch(this.env.WORKERS_AI) },
      trace,
      question,
    )
  }

  /** What the channel of a draft takes; null where the draft or the channel is not there. */
  async #limitsFor(id: DraftId, owner: InboxId, trace: Trace): Promise<Limits> {
    const draft = this.talk.drafts.find(id)
    return draft === undefined ? null : await featuresOf(this.env, trace, owner, draft)
  }

  /** Has what was said analysed once nothing more comes. Part of the caller's transaction. */
  #expectQuiet(now: Date): void {
    if (this.jobs.scheduledFor('analyse') === null) this.jobs.schedule('analyse', now.getTime() + QUIET_MS)
  }
}
