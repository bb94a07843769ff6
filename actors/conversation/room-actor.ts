import { Actor } from '@switchboard/kernel/actor'
import type { ActorParts } from '@switchboard/kernel/actor'
import { answerClose } from '@switchboard/kernel/live/live-sockets'
import { bucketOf } from '@switchboard/kernel/optional-bindings'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type { ConversationContract } from '@switchboard/shared-types/contracts/conversation'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { admit, admitToChange, attempt, forgetMemory, openConversation, unseen } from './conversation.ts'
import type { Conversation, Written } from './conversation.ts'
import { conversationRoutes } from './conversation-messages.ts'
import { hearReport, learnedKeyOf } from './events/hear-report.ts'
import { readUpgrade } from './live/read-upgrade.ts'
import { Room } from './live/room.ts'
import migrations from './migrations/migrations.js'
import { tell, tellDueAt, tellNow } from './snapshot/tell.ts'

type Answer<M extends keyof ConversationContract> = ReturnType<ConversationContract[M]>
type Change<T, C extends string> = (now: Date, trace: Trace) => Written<Result<T, C>>

/**
 * What all parts of a conversation stand on: its tables, the room with its sockets, and the one way to write, which tells
 * the room and the inbox. A field of an object can not be called by RPC, so what parts share are fields.
 */
export abstract class RoomActor extends Actor<ConversationId> {
  protected readonly talk: Conversation
  /** Takes in a report of a channel. */
  protected readonly hear: (report: DeliveryReport, trace: Trace) => Promise<Result<null>>
  /** Commits a write with whatever arrived beside it, then tells every device and, now or soon, the inbox. */
  protected readonly write: <T>(trace: Trace, write: (now: Date) => Written<T>) => Promise<T>
  /** Changes what is its person's, and what is still here. */
  protected readonly change: <T, C extends string>(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    change: Change<T, C>,
  ) => Promise<Result<T, C | 'conversation.not_found'>>
  readonly #room: Room

  constructor(ctx: DurableObjectState, env: ActorsEnv, own: Pick<ActorParts, 'jobs'>) {
    const id = ConversationId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'conversation',
      migrations,
      jobs: {
        ...own.jobs,
        tell: { dueAt: () => tellDueAt(this.talk), run: (trace) => this.#tellInbox(trace) },
      },
      routes: conversationRoutes(env, (report, trace) => this.hear(report, trace)),
    }))
    const { db, mail } = this
    this.talk = openConversation({ id, storage: ctx.storage, db, mail, bucket: bucketOf(env) })
    this.#room = new Room(ctx)
    this.write = async (trace, write) => {
      const { answer, events } = await this.commits.write(() =>
        attempt(this.talk, write, (now) => tell(this.talk, trace, now)),
      )
      this.#room.tell(events)
      this.jobs.touch()
      return answer
    }
    this.change = <T, C extends string>(
      addressed: ConversationId,
      trace: Trace,
      owner: InboxId,
      change: Change<T, C>,
    ) =>
      this.call(addressed, trace, (inner) =>
        this.write<Result<T, C | 'conversation.not_found'>>(inner, (now) => {
          const admitted = admitToChange(this.talk, owner)
          return admitted.ok ? change(now, inner) : unseen(admitted)
        }),
      )
    this.hear = async (report, trace) => {
      const learned = await learnedKeyOf(this.talk, report)
      return await this.write(trace, () => hearReport(this.talk, report, learned, trace))
    }
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
  }

  // The room, and the end

  closeSockets(id: ConversationId, trace: Trace, owner: InboxId, session: string): Answer<'closeSockets'> {
    return this.call(id, trace, () => {
      if (admit(this.talk, owner).ok) this.#room.close(session)
      return ok(null)
    })
  }

  purge(id: ConversationId, trace: Trace): Answer<'purge'> {
    return this.call(id, trace, async () => {
      this.#room.close(undefined)
      await this.talk.files.dropAll(() => this.talk.attachments.ids())
      forgetMemory(this.talk)
      await this.erase()
      return ok(null)
    })
  }

  override async fetch(request: Request): Promise<Response> {
    const { conversation, owner, session, until, trace } = readUpgrade(request)
    return await this.call(conversation, trace, () =>
      admit(this.talk, owner).ok ? this.#room.open(session, until) : new Response(null, { status: 404 }),
    )
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#room.hear(socket, message, Date.now())
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code)
    this.#room.leave(socket)
  }

  async #tellInbox(trace: Trace): Promise<void> {
    await this.write(trace, (now) => {
      tellNow(this.talk, trace, now)
      return unseen(null)
    })
  }
}
