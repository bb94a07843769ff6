import type { ActorsConfig } from '@switchboard/kernel/config'
import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import type { Place } from '../kinds/kind.ts'

/** Where the platform finds a channel, from the address that the house is known by. */
export function placeOf(
  { publicUrl }: Pick<ActorsConfig, 'publicUrl'>,
  kind: ChannelKind,
  id: ChannelId,
): Place {
  const base = publicUrl.replace(/\/+$/, '')
  return { hookUrl: `${base}/hooks/${kind}/${id}`, redirectUrl: `${base}/api/channels/${id}/authorised` }
}
