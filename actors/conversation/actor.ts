import { Actor } from '@switchboard/kernel/actor'
import type { ConversationId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

/** Addressed by a conversation id. */
export class ConversationActor extends Actor<ConversationId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'conversation', migrations, jobs: {}, routes: {} }))
  }
}
