import { Actor } from '@switchboard/kernel/actor'
import { answerClose } from '@switchboard/kernel/live/live-sockets'
import type { MessageQuery } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationContract, EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { attempt, admit, openConversation, unseen } from './conversation.ts'
import type { Conversation, Written } from './conversation.ts'
import { conversationRoutes } from './conversation-messages.ts'
import { prepare } from './events/prepare.ts'
import { receive } from './events/receive.ts'
import { hearReport, learnedKeyOf } from './events/hear-report.ts'
import { readUpgrade } from './live/read-upgrade.ts'
import { Room } from './live/room.ts'
import { listMessages } from './messages/list-messages.ts'
import migrations from './migrations/migrations.js'
import { showConversation } from './snapshot/show-conversation.ts'
import { tell, tellDueAt, tellNow } from './snapshot/tell.ts'

type Answer<M extends keyof ConversationContract> = ReturnType<ConversationContract[M]>

/**
 * One per thread of a channel, addressed by the hash of both. Owns messages, episodes, participants, attachments,
 * drafts, deliveries, analyses and the room's sockets. Called by channels (receive, report), inboxes (rules), other
 * conversations (merge, split) and the edge (all that a person does).
 */
export class ConversationActor extends Actor<ConversationId> {
  readonly #conversation: Conversation
  readonly #room: Room

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = ConversationId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'conversation',
      migrations,
      jobs: {
        tell: { dueAt: () => tellDueAt(this.#conversation), run: (trace) => this.#tellInbox(trace) },
      },
      routes: conversationRoutes(env),
    }))
    this.#conversation = openConversation(id, this.db, this.mail)
    this.#room = new Room(ctx)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  // Called by channels

  receive(id: ConversationId, trace: Trace, batch: EventBatch): Answer<'receive'> {
    return this.call(id, trace, async (inner) => {
      const prepared = await prepare(batch)
      return await this.#write(inner, (now) => receive(this.#conversation, batch, prepared, inner, now))
    })
  }

  report(id: ConversationId, trace: Trace, report: DeliveryReport): Answer<'report'> {
    return this.call(id, trace, async (inner) => {
      const learned = await learnedKeyOf(this.#conversation, report)
      return await this.#write(inner, () => hearReport(this.#conversation, report, learned, inner))
    })
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

  async #tellInbox(trace: Trace): Promise<void> {
    await this.#write(trace, (now) => {
      tellNow(this.#conversation, trace, now)
      return unseen(null)
    })
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
