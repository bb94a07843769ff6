import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelSnapshot } from '@switchboard/shared-types/contracts/inbox-messages'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { addNotification } from '../notifications/notifications.ts'
import type { NotificationTables } from '../notifications/notifications.ts'
import type { PermissionTable } from '../permissions/permission-table.ts'
import type { ChannelTable } from './channel-table.ts'

export interface ChannelTables extends NotificationTables {
  readonly timeline: Timeline
  readonly channels: ChannelTable
  readonly permissions: PermissionTable
}

/** Takes what a channel says of itself, unless something newer is known. Call it inside a transaction. */
export function applyChannel(
  tables: ChannelTables,
  snapshot: ChannelSnapshot,
  now: Date,
): Written<Result<null>> {
  const known = tables.channels.versionOf(snapshot.id)
  if (known !== null && snapshot.version <= known) return unseen(ok(null))
  const before = tables.channels.find(snapshot.id)
  tables.channels.save(snapshot)
  return { answer: ok(null), events: eventsOf(tables, before, snapshot, now) }
}

function eventsOf(
  tables: ChannelTables,
  before: Channel | null,
  { id, version, channel }: ChannelSnapshot,
  now: Date,
): InboxEvent[] {
  const { timeline } = tables
  if (channel === null) return before === null ? [] : removedEvents(tables, id, now)
  const changed = timeline.record({ type: 'channel.changed', channel }, now)
  const refused = channel.state === 'unauthorised' && before?.state !== 'unauthorised'
  return refused ? [changed, ...tellRefusal(tables, channel, version, now)] : [changed]
}

/** The permission to send to a channel goes with it. */
function removedEvents({ timeline, permissions }: ChannelTables, id: ChannelId, now: Date): InboxEvent[] {
  const removed = timeline.record({ type: 'channel.removed', id }, now)
  return permissions.revokeFor(id) ? [removed, timeline.record({ type: 'rules.changed' }, now)] : [removed]
}

/** Once for each time that the platform begins to refuse. */
function tellRefusal(tables: ChannelTables, channel: Channel, version: number, now: Date) {
  const { id, name, reason } = channel
  const told = {
    key: `channel:${id}:${version}`,
    kind: 'channel' as const,
    title: `${name} needs to be connected again`,
    text:
      reason ?? 'The platform refuses the credentials. Nothing comes in or leaves until new ones are given.',
    about: id,
    at: now.toISOString(),
  }
  return addNotification(tables, told, now).events
}
