import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Routes } from '@switchboard/kernel/outbox/message'
import type { DeliveryReport, Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { ConversationSnapshot, EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { Adoption } from '@switchboard/shared-types/contracts/conversation-moves'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId, ConversationId, conversationIdOf, InboxId } from '@switchboard/shared-types/ids'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Place } from './messages/message-id.ts'

interface ComeHere {
  readonly owner: InboxId
  readonly into: ConversationId
}

interface DropAttachment {
  readonly owner: InboxId
  readonly attachment: AttachmentId
}

/** What a conversation tells others, queued with the change that caused it and delivered in order per target. */
export const conversationMessages = {
  snapshot: (mail: Mail, inbox: InboxId, snapshot: ConversationSnapshot, trace: Trace) =>
    mail.send('inbox.conversation', inbox, snapshot, trace),
  /** What came here and belongs elsewhere. */
  events: (mail: Mail, to: ConversationId, batch: EventBatch, trace: Trace) =>
    mail.send('conversation.events', to, batch, trace),
  report: (mail: Mail, to: ConversationId, report: DeliveryReport, trace: Trace) =>
    mail.send('conversation.report', to, report, trace),
  adoption: (mail: Mail, to: ConversationId, adoption: Adoption, trace: Trace) =>
    mail.send('conversation.adoption', to, adoption, trace),
  /** Asks a conversation whose thread goes on here to hand over what it has, now and later. */
  comeHere: (mail: Mail, from: Place, call: ComeHere, trace: Trace) =>
    mail.send('conversation.hand-over', from.channel, { ...call, from }, trace),
  outgoing: (mail: Mail, channel: ChannelId, call: { owner: InboxId; outgoing: Outgoing }, trace: Trace) =>
    mail.send('channel.enqueue', channel, call, trace),
  dropAttachment: (mail: Mail, from: ConversationId, call: DropAttachment, trace: Trace) =>
    mail.send('conversation.drop-attachment', from, call, trace),
}

// The bodies are our own, written by the functions above: they are not checked again, message by message.
const Snapshot = z.custom<ConversationSnapshot>()
const Batch = z.custom<EventBatch>()
const Report = z.custom<DeliveryReport>()
const Parcel = z.custom<Adoption>()
const Call = z.custom<ComeHere & { from: Place }>()
const Drop = z.custom<DropAttachment>()
const Order = z.custom<{ owner: InboxId; outgoing: Outgoing }>()

/** @param refused takes, as a report, that a channel will not do what it was asked to */
export function conversationRoutes(
  env: Pick<ActorsEnv, 'CHANNEL' | 'CONVERSATION' | 'INBOX'>,
  refused: (report: DeliveryReport, trace: Trace) => Promise<Result<null>>,
): Routes {
  return {
    'inbox.conversation': (message, trace) => {
      const inbox = InboxId.parse(message.target)
      return getStub(env.INBOX, inbox).conversationChanged(
        inbox,
        trace,
        Snapshot.parse(JSON.parse(message.body)),
      )
    },
    'conversation.events': (message, trace) => {
      const id = ConversationId.parse(message.target)
      return getStub(env.CONVERSATION, id).receive(id, trace, Batch.parse(JSON.parse(message.body)))
    },
    'conversation.report': (message, trace) => {
      const id = ConversationId.parse(message.target)
      return getStub(env.CONVERSATION, id).report(id, trace, Report.parse(JSON.parse(message.body)))
    },
    'conversation.adoption': (message, trace) => {
      const id = ConversationId.parse(message.target)
      return getStub(env.CONVERSATION, id).adopt(id, trace, Parcel.parse(JSON.parse(message.body)))
    },
    'conversation.hand-over': async (message, trace) => {
      const { owner, into, from } = Call.parse(JSON.parse(message.body))
      const id = await conversationIdOf(from.channel, from.thread)
      const answer = await getStub(env.CONVERSATION, id).handOver(id, trace, owner, into)
      // Its person has put it elsewhere already.
      return answer.ok || answer.error.code !== 'conversation.merged' ? answer : ok(null)
    },
    'conversation.drop-attachment': (message, trace) => {
      const id = ConversationId.parse(message.target)
      const { owner, attachment } = Drop.parse(JSON.parse(message.body))
      return getStub(env.CONVERSATION, id).dropAttachment(id, trace, owner, attachment)
    },
    'channel.enqueue': async (message, trace) => {
      const id = ChannelId.parse(message.target)
      const { owner, outgoing } = Order.parse(JSON.parse(message.body))
      const answer = await getStub(env.CHANNEL, id).enqueue(id, trace, owner, outgoing)
      return answer.ok ? answer : await refused(refusal(outgoing, answer.error.message), trace)
    },
  }
}

/** What a channel would have reported: it never took it, so this is its only report. */
function refusal({ id }: Outgoing, reason: string): DeliveryReport {
  return { id, step: 1, state: 'failed', at: new Date().toISOString(), reason, key: null, url: null }
}
