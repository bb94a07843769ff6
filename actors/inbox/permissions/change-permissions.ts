import type { Permission } from '@switchboard/shared-types/api/rules'
import type { ChannelId, PermissionId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ChannelTable } from '../channels/channel-table.ts'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { PermissionTable } from './permission-table.ts'

interface PermissionTables {
  readonly timeline: Timeline
  readonly channels: ChannelTable
  readonly permissions: PermissionTable
}

/** Lets rules send to a channel; where they may already, nothing changes. Call it inside a transaction. */
export function grantPermission(
  { timeline, channels, permissions }: PermissionTables,
  channel: ChannelId,
  now: Date,
): Written<Result<Permission, 'channel.not_found'>> {
  if (channels.find(channel) === null) {
    return unseen(err('channel.not_found', 'There is no such channel in this inbox.'))
  }
  const known = permissions.forChannel(channel)
  if (known !== undefined) return unseen(ok(known))
  const granted = permissions.grant(channel, now)
  return { answer: ok(granted), events: [timeline.record({ type: 'rules.changed' }, now)] }
}

/** Takes a permission back; what has left under it stays written down. Call it inside a transaction. */
export function revokePermission(
  { timeline, permissions }: PermissionTables,
  id: PermissionId,
  now: Date,
): Written<Result<null, 'permission.not_found'>> {
  if (!permissions.revoke(id)) {
    return unseen(err('permission.not_found', 'There is no such permission in this inbox.'))
  }
  return { answer: ok(null), events: [timeline.record({ type: 'rules.changed' }, now)] }
}
