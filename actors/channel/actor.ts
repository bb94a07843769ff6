import { Actor } from '@switchboard/kernel/actor'
import type { ChannelId } from '@switchboard/shared-types/ids'
import migrations from './migrations/migrations.js'

/** Addressed by a channel id. */
export class ChannelActor extends Actor<ChannelId> {
  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'channel', migrations, jobs: {}, routes: {} }))
  }
}
