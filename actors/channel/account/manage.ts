import type { Channel as ChannelView, UpdateChannel } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelErrorCode, HookSecret } from '@switchboard/shared-types/contracts/channel'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { REFRESH } from '../job-names.ts'
import { schedulePoll } from '../polling/rhythm.ts'
import { announce } from './announce.ts'
import { openCredentials, ownConnection } from './find.ts'
import { sealSecrets } from './open-account.ts'
import { placeOf } from './place.ts'
import { noteRefused, noteWell } from './standing.ts'
import { toChannel } from './to-channel.ts'

type Own<T, Code extends string = never> = Promise<Result<T, 'channel.not_found' | Code>>

export async function update(
  channel: Channel,
  owner: InboxId,
  { name, paused }: UpdateChannel,
  trace: Trace,
): Own<ChannelView> {
  return await write(channel, (now) => {
    const found = ownConnection(channel, owner)
    if (!found.ok) return found
    const row = channel.account.update({
      ...(name !== undefined && { name }),
      ...(paused !== undefined && { paused }),
    })
    if (paused !== undefined) schedulePoll(channel, now)
    channel.jobs.touch()
    announce(channel, trace)
    return ok(toChannel(channel, row, found.value.kind))
  })
}

/** Asks the platform whether the credentials are still good, and notes what it says. */
export async function test(
  channel: Channel,
  owner: InboxId,
  trace: Trace,
): Promise<Result<ChannelView, ChannelErrorCode>> {
  const found = ownConnection(channel, owner)
  if (!found.ok) return found
  const { kind, row } = found.value
  const account = await openCredentials(channel)
  const tested = account.ok ? await kind.test(channel.world, account.value) : account
  return await write(channel, (now) => {
    const still = ownConnection(channel, owner)
    if (!still.ok) return still
    if (!tested.ok) {
      const isSame = still.value.row.revision === row.revision
      const { code, message } = tested.error
      if (code === 'channel.bad_credentials' && isSame) noteRefused(channel, message, trace)
      return tested
    }
    const wasRefused = still.value.row.standing === 'unauthorised'
    noteWell(channel, trace)
    if (wasRefused) resume(channel, account.ok ? (kind.refreshAt?.(account.value) ?? null) : null, now)
    return ok(toChannel(channel, channel.account.get() ?? row, kind))
  })
}

/** Goes on where a refusal had stopped everything. */
function resume(channel: Channel, refreshAt: number | null, now: number): void {
  const { jobs } = channel
  if (refreshAt !== null) jobs.schedule(REFRESH, Math.max(refreshAt, now))
  schedulePoll(channel, now)
  jobs.touch()
}

/** Makes the hook's secret anew; what is signed with the old one is refused from then on. */
export async function renewHookSecret(
  channel: Channel,
  owner: InboxId,
): Own<HookSecret, 'channel.unsupported'> {
  const found = ownConnection(channel, owner)
  if (!found.ok) return found
  const { row, kind } = found.value
  const renew = kind.hook?.renew?.bind(kind.hook)
  if (renew === undefined) return err('channel.unsupported', 'The secret of this hook is not ours to make.')
  const account = await openCredentials(channel)
  if (!account.ok) return err('channel.unsupported', account.error.message)
  const { secrets, secret } = renew(account.value)
  const sealed = await sealSecrets(channel, secrets)
  return await write(channel, () => {
    const still = ownConnection(channel, owner)
    if (!still.ok) return still
    if (still.value.row.revision !== row.revision) {
      return err('channel.unsupported', 'The channel was changed meanwhile: ask again.')
    }
    channel.account.update({ secrets: sealed, revision: row.revision + 1 })
    return ok({ url: placeOf(channel.config, row.kind, channel.id).hookUrl, secret })
  })
}
