import { Actor } from '@switchboard/kernel/actor'
import type { DirectoryId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

export class DirectoryActor extends Actor<DirectoryId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'directory', migrations, jobs: {}, routes: {} }))
  }
}
