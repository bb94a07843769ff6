import { Actor } from '@switchboard/kernel/actor'
import type { FeedId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

export class FeedActor extends Actor<FeedId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'feed', migrations, jobs: {}, routes: {} }))
  }
}
