import { Actor } from '@switchboard/kernel/actor'
import type { ChannelKind, UpdateChannel } from '@switchboard/shared-types/api/channels/channel'
import type { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import type {
  ChannelContract,
  HookRequest,
  IncomingMail,
  Outgoing,
} from '@switchboard/shared-types/contracts/channel'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { announceNow } from './account/announce.ts'
import { fetchAttachment } from './account/attachment.ts'
import { authorise } from './account/authorise.ts'
import { connect } from './account/connect.ts'
import { cleanUp, disconnect, finishDisconnecting } from './account/disconnect.ts'
import { ownConnection } from './account/find.ts'
import { renewHookSecret, test, update } from './account/manage.ts'
import { refreshCredentials } from './account/refresh.ts'
import { toChannel } from './account/to-channel.ts'
import { channelRoutes } from './channel-messages.ts'
import { forgetMemory, openChannel } from './channel.ts'
import type { Channel } from './channel.ts'
import { takeHook } from './intake/hook.ts'
import { ingest } from './intake/ingest.ts'
import { joinHeld } from './intake/join-held.ts'
import { takeMail } from './intake/take-mail.ts'
import { tidy } from './intake/tidy.ts'
import { ANNOUNCE, DISCONNECT, JOIN, POLL, REFRESH, SEND, TIDY } from './job-names.ts'
import migrations from './migrations/migrations.js'
import { enqueue } from './outgoing/enqueue.ts'
import { Sender } from './outgoing/sender.ts'
import { poll } from './polling/poll.ts'
import { isPolled } from './polling/rhythm.ts'

type Answer<M extends keyof ChannelContract> = ReturnType<ChannelContract[M]>

/**
 * One per connected account. Owns its sealed credentials, the ids of what came in, and the queue of what goes out.
 * Called by the edge (hooks of platforms, and all that a person does), conversations and inboxes (enqueue).
 */
export class ChannelActor extends Actor<ChannelId> implements ChannelContract {
  readonly #channel: Channel
  readonly #sender: Sender
  /** Calls that are about to write: an actor without an account is emptied only where there are none. */
  #connecting = 0

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = ChannelId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'channel',
      migrations,
      resident: POLL,
      jobs: {
        [POLL]: { run: (trace) => poll(this.#channel, trace), isExpected: () => isPolled(this.#channel) },
        [REFRESH]: { run: (trace) => refreshCredentials(this.#channel, trace) },
        [JOIN]: {
          run: (trace) => joinHeld(this.#channel, trace, Date.now()),
          dueAt: () => this.#channel.held.dueAt(),
        },
        [SEND]: { run: () => this.#sender.run(), dueAt: () => this.#sender.dueAt() },
        [ANNOUNCE]: { run: async () => announceNow(this.#channel) },
        [TIDY]: { run: () => tidy(this.#channel) },
        [DISCONNECT]: { run: (trace) => this.#finishDisconnecting(trace) },
      },
      routes: channelRoutes(env),
    }))
    const { db, commits, jobs, mail } = this
    this.#channel = openChannel({ id, storage: ctx.storage, db, commits, jobs, mail }, env)
    this.#sender = new Sender(this.#channel)
  }

  // For the person

  connectAccount(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    input: ConnectChannel,
  ): Answer<'connectAccount'> {
    return this.call(id, trace, async (inner) => {
      this.#connecting++
      try {
        return await connect(this.#channel, owner, input, inner)
      } finally {
        this.#connecting--
        await this.#leaveNothing()
      }
    })
  }

  authorise(
    id: ChannelId,
    trace: Trace,
    owner: InboxId,
    answer: { code: string; state: string },
  ): Answer<'authorise'> {
    return this.#own(id, trace, (inner) => authorise(this.#channel, owner, answer, inner))
  }

  channel(id: ChannelId, trace: Trace, owner: InboxId): Answer<'channel'> {
    return this.#own(id, trace, async () => {
      const found = ownConnection(this.#channel, owner)
      return found.ok ? ok(toChannel(this.#channel, found.value.row, found.value.kind)) : found
    })
  }

  update(id: ChannelId, trace: Trace, owner: InboxId, input: UpdateChannel): Answer<'update'> {
    return this.#own(id, trace, (inner) => update(this.#channel, owner, input, inner))
  }

  testAccount(id: ChannelId, trace: Trace, owner: InboxId): Answer<'testAccount'> {
    return this.#own(id, trace, (inner) => test(this.#channel, owner, inner))
  }

  renewHookSecret(id: ChannelId, trace: Trace, owner: InboxId): Answer<'renewHookSecret'> {
    return this.#own(id, trace, () => renewHookSecret(this.#channel, owner))
  }

  disconnect(id: ChannelId, trace: Trace, owner: InboxId): Answer<'disconnect'> {
    return this.#own(id, trace, (inner) => disconnect(this.#channel, owner, inner))
  }

  unreadable(id: ChannelId, trace: Trace, owner: InboxId): Answer<'unreadable'> {
    return this.#own(id, trace, async () => {
      const found = ownConnection(this.#channel, owner)
      return found.ok ? ok(this.#channel.unreadable.list()) : found
    })
  }

  attachment(id: ChannelId, trace: Trace, owner: InboxId, ref: string): Answer<'attachment'> {
    return this.#own(id, trace, () => fetchAttachment(this.#channel, owner, ref))
  }

  // For platforms

  hook(id: ChannelId, trace: Trace, kind: ChannelKind, request: HookRequest): Answer<'hook'> {
    return this.#own(id, trace, (inner) => takeHook(this.#channel, kind, request, inner))
  }

  ingest(id: ChannelId, trace: Trace, body: Uint8Array): Answer<'ingest'> {
    return this.#own(id, trace, (inner) => ingest(this.#channel, body, inner))
  }

  takeMail(id: ChannelId, trace: Trace, mail: IncomingMail): Answer<'takeMail'> {
    return this.#own(id, trace, (inner) => takeMail(this.#channel, mail, inner))
  }

  // For conversations and inboxes

  enqueue(id: ChannelId, trace: Trace, owner: InboxId, outgoing: Outgoing): Answer<'enqueue'> {
    return this.#own(id, trace, async (inner) => {
      const taken = await enqueue(this.#channel, owner, outgoing, inner)
      this.#sender.wake()
      return taken
    })
  }

  purge(id: ChannelId, trace: Trace): Answer<'purge'> {
    return this.call(id, trace, async (inner) => {
      await cleanUp(this.#channel, inner)
      const shard = directoryOf(id)
      await getStub(this.env.DIRECTORY, shard).forgetChannel(shard, inner, id)
      await this.#empty()
      return ok(null)
    })
  }

  /** A call for an account; where none was ever connected, it leaves no storage behind. */
  #own<T>(id: ChannelId, trace: Trace, run: (trace: Trace) => Promise<T>): Promise<T> {
    return this.call(id, trace, async (inner) => {
      const answer = await run(inner)
      await this.#leaveNothing()
      return answer
    })
  }

  async #leaveNothing(): Promise<void> {
    if (this.#connecting === 0 && this.#channel.account.get() === null) await this.#empty()
  }

  async #empty(): Promise<void> {
    forgetMemory(this.#channel)
    this.#channel.account.noteErased()
    await this.#channel.letters.forget()
    await this.erase()
  }

  async #finishDisconnecting(trace: Trace): Promise<void> {
    if (await finishDisconnecting(this.#channel, trace)) await this.#empty()
  }
}
