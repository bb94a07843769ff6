import { Actor } from '@switchboard/kernel/actor'
import type { RealmId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

export class IdentityActor extends Actor<RealmId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'identity', migrations, jobs: {}, routes: {} }))
  }
}
