import { Actor } from '@switchboard/kernel/actor'
import type { InboxId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

export class InboxActor extends Actor<InboxId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'inbox', migrations, jobs: {}, routes: {} }))
  }
}
