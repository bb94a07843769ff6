import type { Channel as ChannelView, ChannelState } from '@switchboard/shared-types/api/channels/channel'
import type { Channel } from '../channel.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { AccountRow } from './account-table.ts'
import { placeOf } from './place.ts'

/** The account as its person sees it: nothing in here is secret. */
export function toChannel(channel: Channel, row: AccountRow, kind: AnyKind): ChannelView {
  const { id, kind: name, state } = row
  return {
    id,
    kind: name,
    name: row.name,
    account: row.account,
    state: stateOf(row),
    reason: row.reason,
    features: kind.featuresOf?.(state) ?? kind.features,
    intake: row.intake,
    hookUrl: kind.showsHookUrl ? placeOf(channel.config, name, id).hookUrl : null,
    waiting: channel.outgoing.waiting(),
    unreadable: channel.unreadable.count(),
    createdAt: row.createdAt,
    lastReceivedAt: channel.seen.newestAt() ?? row.lastReceivedAt,
    lastSentAt: row.lastSentAt,
  }
}

/** How the account is, as its person and the admins see it. */
export function stateOf({ standing, paused, failures }: AccountRow): ChannelState {
  if (standing !== 'connected') return standing
  if (paused) return 'paused'
  return failures > 0 ? 'failing' : 'connected'
}
