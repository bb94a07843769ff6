import type { Channel as ChannelView } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelErrorCode } from '@switchboard/shared-types/contracts/channel'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { isSameSecret } from '../kinds/wire/hmac.ts'
import { openCredentials, ownConnection } from './find.ts'
import { sealCredentials, startWork } from './keep-credentials.ts'
import { placeOf } from './place.ts'
import { toChannel } from './to-channel.ts'

interface Answer {
  readonly code: string
  readonly state: string
}

/**
 * Takes what the platform's OAuth page sent the person back with. Only the state that was sent out is taken, and once:
 * nobody can have another account connected here (RFC 6749, 10.12).
 */
export async function authorise(
  channel: Channel,
  owner: InboxId,
  answer: Answer,
  trace: Trace,
): Promise<Result<ChannelView, ChannelErrorCode>> {
  const found = ownConnection(channel, owner)
  if (!found.ok) return found
  const { row, kind } = found.value
  if (kind.authorise === undefined) {
    return err('channel.unsupported', 'This kind of channel is not authorised at its platform.')
  }
  if (!(await spendState(channel, row.oauthState, answer.state))) {
    return err(
      'channel.bad_credentials',
      'This way back from the platform is not good any more: begin again.',
    )
  }
  const account = await openCredentials(channel)
  if (!account.ok) return account
  const place = placeOf(channel.config, row.kind, channel.id)
  const credentials = await kind.authorise(channel.world, account.value, answer, place)
  if (!credentials.ok) return credentials
  const sealed = await sealCredentials(channel, kind, credentials.value)
  return await write(channel, (now) => {
    const still = ownConnection(channel, owner)
    if (!still.ok) return still
    const { revision, name, kind: kindName } = still.value.row
    if (revision !== row.revision) {
      return err('channel.bad_settings', 'The credentials were changed meanwhile: begin again.')
    }
    // Only now it is known whose account it is.
    const called = name === kindName ? (sealed.change.account ?? name) : name
    const kept = channel.account.update({ ...sealed.change, name: called, revision: revision + 1 })
    startWork(channel, sealed, trace, now)
    return ok(toChannel(channel, kept, kind))
  })
}

async function spendState(channel: Channel, kept: string | null, given: string): Promise<boolean> {
  if (kept === null || !(await isSameSecret(kept, given))) return false
  return await write(channel, () => {
    if (channel.account.get()?.oauthState !== kept) return false
    channel.account.update({ oauthState: null })
    return true
  })
}
