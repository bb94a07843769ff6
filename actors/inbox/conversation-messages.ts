import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { ConversationId, PermissionId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

const DraftByRule = z.object({
  key: z.string(),
  wish: z.string().nullable(),
  // An older version queued none.
  useTone: z.boolean().default(false),
})
const CloseSockets = z.object({ session: z.string() })
const Send = z.object({ key: z.string(), text: z.string(), permission: PermissionId })

/** What an inbox tells conversations, queued with the change that caused it and delivered in order per conversation. */
export const conversationMessages = {
  draft: (mail: Pick<Mail, 'send'>, to: ConversationId, body: z.infer<typeof DraftByRule>, trace: Trace) =>
    mail.send('conversation.draft', to, body, trace),
  send: (mail: Pick<Mail, 'send'>, to: ConversationId, body: z.infer<typeof Send>, trace: Trace) =>
    mail.send('conversation.send', to, body, trace),
  closeSockets: (
    mail: Pick<Mail, 'send'>,
    to: ConversationId,
    body: z.infer<typeof CloseSockets>,
    trace: Trace,
  ) => mail.send('conversation.close-sockets', to, body, trace),
  purge: (mail: Pick<Mail, 'send'>, to: ConversationId, trace: Trace) =>
    mail.send('conversation.purge', to, null, trace),
}

/** @param refused takes what a conversation would not send, by its key, and why */
export function conversationRoutes(
  env: Pick<ActorsEnv, 'CONVERSATION'>,
  inbox: InboxId,
  refused: (to: ConversationId, key: string, reason: string) => Promise<unknown>,
): Routes {
  return {
    'conversation.draft': async ({ target, body }, trace) => {
      const id = ConversationId.parse(target)
      const input = DraftByRule.parse(JSON.parse(body))
      return await getStub(env.CONVERSATION, id).draftByRule(id, trace, inbox, input)
    },
    'conversation.send': async ({ target, body }, trace) => {
      const id = ConversationId.parse(target)
      const input = Send.parse(JSON.parse(body))
      const answer = await getStub(env.CONVERSATION, id).sendByPermission(id, trace, inbox, input)
      if (!answer.ok) await refused(id, input.key, answer.error.message)
      return ok(null)
    },
    'conversation.close-sockets': async ({ target, body }, trace) => {
      const id = ConversationId.parse(target)
      const { session } = CloseSockets.parse(JSON.parse(body))
      return await getStub(env.CONVERSATION, id).closeSockets(id, trace, inbox, session)
    },
    'conversation.purge': async ({ target }, trace) => {
      const id = ConversationId.parse(target)
      return await getStub(env.CONVERSATION, id).purge(id, trace)
    },
  }
}
