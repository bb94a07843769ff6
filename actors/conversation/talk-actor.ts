import type { ActorParts } from '@switchboard/kernel/actor'
import type {
  NewNote,
  React,
  SplitConversation,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { Message, MessageQuery } from '@switchboard/shared-types/api/conversations/message'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type {
  ByWhom,
  ConversationContract,
  EventBatch,
} from '@switchboard/shared-types/contracts/conversation'
import type { Adoption } from '@switchboard/shared-types/contracts/conversation-moves'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { AttachmentId, ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { featuresOf, findActable, requestAct } from './acts/request-act.ts'
import type { ActRequest } from './acts/request-act.ts'
import { keepFiles } from './attachments/keep-files.ts'
import { openFile } from './attachments/open-file.ts'
import { keepUpload } from './attachments/upload.ts'
import type { Upload } from './attachments/upload.ts'
import { admit, admitToChange, unseen } from './conversation.ts'
import { prepare } from './events/prepare.ts'
import { receive } from './events/receive.ts'
import { adopt } from './merge/adopt.ts'
import { handOver } from './merge/hand-over.ts'
import { moveNext } from './merge/move-messages.ts'
import { hasMoves } from './merge/moves.ts'
import { findCut, firstOfSplit, split } from './merge/split.ts'
import { listMessages } from './messages/list-messages.ts'
import { actOnNote, addNote, findNote } from './notes/notes.ts'
import { RoomActor } from './room-actor.ts'
import { showConversation } from './snapshot/show-conversation.ts'

/** While so many messages wait for others, no more are moved: each may be of some hundred kilobytes. */
const ENOUGH_PENDING = 8
const MOVE_PAUSE_MS = 500

type Answer<M extends keyof ConversationContract> = ReturnType<ConversationContract[M]>

/** What the other half of a conversation brings. */
interface Own extends Pick<ActorParts, 'jobs'> {
  /** Something was said. Part of the transaction that takes it in. */
  readonly heard: (now: Date) => void
}

/**
 * The half of a conversation that is about what was said: messages, files, notes, merge and split. Called by channels,
 * other conversations and the edge.
 */
export abstract class TalkActor extends RoomActor {
  readonly #heard: (now: Date) => void
  /** Another conversation is asked to hand itself over: this one must not do so meanwhile. */
  #isMerging = false

  constructor(ctx: DurableObjectState, env: ActorsEnv, { jobs, heard }: Own) {
    super(ctx, env, {
      jobs: {
        ...jobs,
        files: {
          dueAt: () => this.talk.attachments.dueAt(),
          run: (trace) => keepFiles(this.talk, env, trace, (write) => this.write(trace, write)),
        },
        move: { run: (trace) => this.#move(trace) },
      },
    })
    this.#heard = heard
  }

  // Called by channels

  receive(id: ConversationId, trace: Trace, batch: EventBatch): Answer<'receive'> {
    return this.call(id, trace, async (inner) => {
      const prepared = await prepare(batch)
      return await this.write(inner, (now) => {
        const received = receive(this.talk, batch, prepared, inner, now)
        if (received.tell) this.#heard(now)
        return received
      })
    })
  }

  report(id: ConversationId, trace: Trace, report: DeliveryReport): Answer<'report'> {
    return this.call(id, trace, (inner) => this.hear(report, inner))
  }

  // Called for a person: reading

  conversation(id: ConversationId, trace: Trace, owner: InboxId): Answer<'conversation'> {
    return this.call(id, trace, () => {
      const admitted = admit(this.talk, owner)
      return admitted.ok ? ok(showConversation(this.talk)) : admitted
    })
  }

  messages(id: ConversationId, trace: Trace, owner: InboxId, query: MessageQuery): Answer<'messages'> {
    return this.call(id, trace, () => {
      const admitted = admit(this.talk, owner)
      return admitted.ok ? listMessages(this.talk, query) : admitted
    })
  }

  attachment(id: ConversationId, trace: Trace, owner: InboxId, file: AttachmentId): Answer<'attachment'> {
    return this.call(id, trace, async () => {
      const admitted = admit(this.talk, owner)
      return admitted.ok ? await openFile(this.talk, file) : admitted
    })
  }

  // Called for a person: writing

  note(id: ConversationId, trace: Trace, owner: InboxId, note: NewNote & ByWhom): Answer<'note'> {
    return this.change(id, trace, owner, (now) => addNote(this.talk, note, now))
  }

  editMessage(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    { message, text, member }: ByWhom & { readonly message: MessageId; readonly text: string },
  ): Answer<'editMessage'> {
    return this.#act(id, trace, owner, { message, wish: { type: 'edit', text }, by: member ?? owner })
  }

  async deleteMessage(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    { message, member }: ByWhom & { readonly message: MessageId },
  ): Answer<'deleteMessage'> {
    const deleted = await this.#act(id, trace, owner, {
      message,
      wish: { type: 'delete' },
      by: member ?? owner,
    })
    return deleted.ok ? ok(null) : deleted
  }

  react(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    { message, reactions, member }: React & ByWhom & { readonly message: MessageId },
  ): Answer<'react'> {
    return this.#act(id, trace, owner, { message, wish: { type: 'react', reactions }, by: member ?? owner })
  }

  upload(id: ConversationId, trace: Trace, owner: InboxId, file: Upload): Answer<'upload'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.talk, owner)
      if (!admitted.ok) return admitted
      return await keepUpload(this.talk, file, (write) => this.write(inner, write))
    })
  }

  merge(id: ConversationId, trace: Trace, owner: InboxId, from: ConversationId): Answer<'merge'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admit(this.talk, owner)
      if (!admitted.ok) return admitted
      if (from === id) return err('conversation.same', 'A conversation can not be merged with itself.')
      if (this.talk.state.row.mergedInto !== null) {
        return err('conversation.merged', 'This conversation was merged into another one itself.')
      }
      this.#isMerging = true
      try {
        const found = await getStub(this.env.CONVERSATION, from).conversation(from, inner, owner)
        if (!found.ok) return found
        return await getStub(this.env.CONVERSATION, from).handOver(from, inner, owner, id)
      } finally {
        this.#isMerging = false
      }
    })
  }

  split(id: ConversationId, trace: Trace, owner: InboxId, input: SplitConversation): Answer<'split'> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.talk, owner)
      if (!admitted.ok) return admitted
      const cut = findCut(this.talk, input.from)
      if (!cut.ok) return cut
      const to = newId('cnv')
      const first = firstOfSplit(this.talk, cut.value, input.title ?? null)
      await getStub(this.env.CONVERSATION, to).adopt(to, inner, first)
      return await this.change(id, inner, owner, (now) => {
        this.jobs.schedule('move', now.getTime())
        return split(this.talk, input.from, to, inner, now)
      })
    })
  }

  // Called by conversations

  handOver(id: ConversationId, trace: Trace, owner: InboxId, into: ConversationId): Answer<'handOver'> {
    return this.call(id, trace, async (inner) => {
      if (this.#isMerging) {
        return err('conversation.merged', 'This conversation takes another one over right now.')
      }
      return await this.write(inner, (now) => {
        const given = handOver(this.talk, owner, into, inner, now)
        if (hasMoves(this.talk)) this.jobs.schedule('move', now.getTime())
        return given
      })
    })
  }

  adopt(id: ConversationId, trace: Trace, adoption: Adoption): Answer<'adopt'> {
    return this.call(id, trace, (inner) =>
      this.write(inner, (now) => {
        const adopted = adopt(this.talk, adoption, inner, now)
        this.#heard(now)
        return adopted
      }),
    )
  }

  dropAttachment(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    attachment: AttachmentId,
  ): Answer<'dropAttachment'> {
    return this.call(id, trace, async (inner) => {
      if (!admit(this.talk, owner).ok) return ok(null)
      return await this.write(inner, (now) => {
        this.talk.attachments.update(attachment, { state: 'gone', fetchAt: now.toISOString() })
        return unseen(ok(null))
      })
    })
  }

  // Jobs

  async #move(trace: Trace): Promise<void> {
    const isFull = this.mail.pending() >= ENOUGH_PENDING
    if (!isFull) await this.write(trace, () => moveNext(this.talk, trace))
    if (hasMoves(this.talk)) this.jobs.schedule('move', Date.now() + (isFull ? MOVE_PAUSE_MS : 0))
  }

  /** Has something done to a message at its platform; to a note, here. */
  #act(
    id: ConversationId,
    trace: Trace,
    owner: InboxId,
    request: ActRequest,
  ): Promise<Result<Message, 'conversation.not_found' | 'message.not_found' | 'channel.unsupported'>> {
    return this.call(id, trace, async (inner) => {
      const admitted = admitToChange(this.talk, owner)
      if (!admitted.ok) return admitted
      const { message, wish } = request
      const note = findNote(this.talk, message)
      if (note !== undefined)
        return await this.change(id, inner, owner, (now) => actOnNote(this.talk, note, wish, now))
      const found = findActable(this.talk, message, wish)
      if (!found.ok) return found
      const features = await featuresOf(this.env, inner, owner, found.value.thread)
      return await this.change(id, inner, owner, (now) =>
        requestAct(this.talk, request, features, inner, now),
      )
    })
  }
}
