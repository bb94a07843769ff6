import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { getStub } from '@switchboard/shared-types/door'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from '../ask.ts'
import type { Answer } from '../ask.ts'

/** Pauses a channel as its owner may, or lets it go on; the owner sees that and may undo it. */
export async function pauseChannel(
  env: AdminEnv,
  trace: Trace,
  channel: ChannelId,
  paused: boolean,
): Promise<Answer<null>> {
  const shard = directoryOf(channel)
  const found = await ask(trace, shard, () =>
    getStub(env.DIRECTORY, shard).findChannel(shard, trace, channel),
  )
  if (!found.ok) return found
  const { owner } = found.value
  const updated = await ask(trace, channel, () =>
    getStub(env.CHANNEL, channel).update(channel, trace, owner, { paused }),
  )
  if (!updated.ok) return updated
  // The channel reports by itself, a moment later; under the old time, so that its own word counts.
  const { state: health, reason } = updated.value
  return await ask(trace, shard, () =>
    getStub(env.DIRECTORY, shard).reportChannel(shard, trace, { ...found.value, health, reason }),
  )
}
