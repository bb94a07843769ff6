import { WorkerEntrypoint } from 'cloudflare:workers'
import { takeBatch } from '@switchboard/channel/queue'

export { ChannelActor } from '@switchboard/channel/actor'
export { ConversationActor } from '@switchboard/conversation/actor'
export { DirectoryActor } from '@switchboard/directory/actor'
export { FeedActor } from '@switchboard/feed/actor'
export { FeedPreviewer } from '@switchboard/feed/previewer'
export { IdentityActor } from '@switchboard/identity/actor'
export { PasswordHasher } from '@switchboard/identity/password-hasher'
export { InboxActor } from '@switchboard/inbox/actor'
export { RouterActor } from '@switchboard/router/actor'
export { WorkersAi } from '@switchboard/router/workers-ai'

/** The actor host has no address: it is reached through bindings only. */
export default class ActorHost extends WorkerEntrypoint<ActorsEnv> {
  override fetch(): Response {
    return new Response(null, { status: 404 })
  }

  /** Only where a queue is bound: docs/operations.md. */
  override async queue(batch: MessageBatch): Promise<void> {
    await takeBatch(batch, this.env)
  }
}
