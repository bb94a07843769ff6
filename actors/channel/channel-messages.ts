import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Message, Routes } from '@switchboard/kernel/outbox/message'
import { ChannelRow } from '@switchboard/shared-types/api/admin'
import { Channel } from '@switchboard/shared-types/api/channels/channel'
import { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import { Notification } from '@switchboard/shared-types/api/notifications'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import type { ChannelSnapshot } from '@switchboard/shared-types/contracts/inbox-messages'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId, ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

const RECEIVE = 'conversation.receive'
const REPORT = 'conversation.report'
const OUTPUT_REPORT = 'inbox.output-report'
const CHANGED = 'inbox.channel-changed'
const NOTIFY = 'inbox.notify'
const HEALTH = 'directory.channel'

// Our own, checked when they were taken in: they are not checked again, event by event.
const Batch = z.custom<EventBatch>()
const Report = z.object({
  id: MessageId,
  step: z.number().int(),
  state: DeliveryState.exclude(['approved']),
  at: z.iso.datetime(),
  reason: z.string().nullable(),
  key: z.string().nullable(),
  url: z.string().nullable(),
})
const Snapshot = z.object({ id: ChannelId, version: z.number().int(), channel: Channel.nullable() })
const Notice = Notification.omit({ id: true, readAt: true }).extend({ key: z.string() })

/** What a channel tells conversations and its inbox, queued with the change that caused it. */
export const channelMessages = {
  receive: (mail: Mail, to: ConversationId, batch: EventBatch, trace: Trace) =>
    mail.send(RECEIVE, to, batch, trace),
  report: (mail: Mail, to: ConversationId | InboxId, report: DeliveryReport, trace: Trace) =>
    mail.send(ConversationId.safeParse(to).success ? REPORT : OUTPUT_REPORT, to, report, trace),
  changed: (mail: Mail, to: InboxId, snapshot: ChannelSnapshot, trace: Trace) =>
    mail.send(CHANGED, to, snapshot, trace),
  notify: (mail: Mail, to: InboxId, notice: NewNotification, trace: Trace) =>
    mail.send(NOTIFY, to, notice, trace),
  health: (mail: Mail, report: ChannelRow, trace: Trace) =>
    mail.send(HEALTH, directoryOf(report.id), report, trace),
}

export function channelRoutes(env: Pick<ActorsEnv, 'CONVERSATION' | 'DIRECTORY' | 'INBOX'>): Routes {
  return {
    [RECEIVE]: { joined: (messages, trace) => receiveAll(env, messages, trace) },
    [REPORT]: async ({ target, body }, trace) => {
      const id = ConversationId.parse(target)
      return await getStub(env.CONVERSATION, id).report(id, trace, Report.parse(JSON.parse(body)))
    },
    [OUTPUT_REPORT]: async ({ target, body }, trace) => {
      const id = InboxId.parse(target)
      return await getStub(env.INBOX, id).outputReport(id, trace, Report.parse(JSON.parse(body)))
    },
    [CHANGED]: async ({ target, body }, trace) => {
      const id = InboxId.parse(target)
      return await getStub(env.INBOX, id).channelChanged(id, trace, Snapshot.parse(JSON.parse(body)))
    },
    [NOTIFY]: async ({ target, body }, trace) => {
      const id = InboxId.parse(target)
      return await getStub(env.INBOX, id).notify(id, trace, Notice.parse(JSON.parse(body)))
    },
    [HEALTH]: async ({ body }, trace) => {
      const report = ChannelRow.parse(JSON.parse(body))
      const shard = directoryOf(report.id)
      return await getStub(env.DIRECTORY, shard).reportChannel(shard, trace, report)
    },
  }
}

/** What came in for one conversation meanwhile goes there in one call; a channel has one owner and one kind. */
async function receiveAll(
  env: Pick<ActorsEnv, 'CONVERSATION'>,
  messages: readonly Message[],
  trace: Trace,
): Promise<Result<unknown>> {
  const batches = messages.map(({ body }) => Batch.parse(JSON.parse(body)))
  const [first] = batches
  if (first === undefined) return ok(null)
  const id = ConversationId.parse(messages[0]?.target)
  const events = batches.flatMap((batch) => batch.events)
  return await getStub(env.CONVERSATION, id).receive(id, trace, { ...first, events })
}
