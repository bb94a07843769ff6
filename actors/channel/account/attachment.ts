import type { ChannelContract } from '@switchboard/shared-types/contracts/channel'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err } from '@switchboard/shared-types/result'
import type { Channel } from '../channel.ts'
import { openCredentials, ownConnection } from './find.ts'

/** Bytes of a file that lies with the platform, or in a mail that came here. */
export async function fetchAttachment(
  channel: Channel,
  owner: InboxId,
  ref: string,
): ReturnType<ChannelContract['attachment']> {
  const found = ownConnection(channel, owner)
  if (!found.ok) return found
  const { kind } = found.value
  const account = await openCredentials(channel)
  if (!account.ok) return err('channel.unreachable', account.error.message)
  if (kind.attachment === undefined) return err('attachment.gone', 'This channel keeps no files.')
  return await kind.attachment(channel.world, account.value, ref)
}
