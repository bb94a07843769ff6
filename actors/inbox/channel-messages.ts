import * as z from 'zod'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId, MessageId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

const Post = z.object({
  id: MessageId,
  text: z.string(),
  after: z.string().nullable(),
  approvedAt: z.string(),
})
export type Post = z.infer<typeof Post>

/** What an inbox tells channels, queued with the change that caused it and delivered in order per channel. */
export const channelMessages = {
  post: (mail: Mail, to: ChannelId, body: Post, trace: Trace) => mail.send('channel.post', to, body, trace),
  purge: (mail: Mail, to: ChannelId, trace: Trace) => mail.send('channel.purge', to, null, trace),
}

/** @param refused takes what a channel would not have in its queue, and why */
export function channelRoutes(
  env: Pick<ActorsEnv, 'CHANNEL'>,
  inbox: InboxId,
  refused: (post: MessageId, reason: string, trace: Trace) => Promise<unknown>,
): Routes {
  return {
    'channel.post': async ({ target, body }, trace) => {
      const channel = ChannelId.parse(target)
      const { id, text, after, approvedAt } = Post.parse(JSON.parse(body))
      const answer = await getStub(env.CHANNEL, channel).enqueue(channel, trace, inbox, {
        id,
        from: inbox,
        act: { type: 'post', text, after },
        files: [],
        approval: { by: 'person', id: inbox, at: approvedAt },
      })
      if (!answer.ok) await refused(id, answer.error.message, trace)
      return ok(null)
    },
    'channel.purge': async ({ target }, trace) => {
      const channel = ChannelId.parse(target)
      return await getStub(env.CHANNEL, channel).purge(channel, trace)
    },
  }
}
