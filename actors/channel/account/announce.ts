import type { ChannelHealth } from '@switchboard/shared-types/api/admin'
import type { Trace } from '@switchboard/shared-types/trace'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import { ANNOUNCE } from '../job-names.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { AccountRow } from './account-table.ts'
import { stateOf, toChannel } from './to-channel.ts'

/** How late the inbox may know of times and counts. */
const SOON_MS = 30_000

/** Tells the inbox what the channel is like now, and the directory if its health is another. Part of the caller's transaction. */
export function announce(channel: Channel, trace: Trace): void {
  const row = channel.account.get()
  const kind = row === null ? undefined : KINDS[row.kind]
  if (row === null || kind === undefined) return
  const health = stateOf(row)
  const { id, version, owner } = channel.account.update({ version: row.version + 1, reported: health })
  const shown = toChannel(channel, row, kind)
  channelMessages.changed(channel.mail, owner, { id, version, channel: shown }, trace)
  if (row.reported !== health) reportHealth(channel, row, health, trace)
}

/** Tells the directory. Part of the caller's transaction. */
export function reportHealth(
  { mail, seen }: Channel,
  row: AccountRow,
  health: ChannelHealth,
  trace: Trace,
): void {
  const { id, kind, owner, reason } = row
  const events = [seen.newestAt() ?? row.lastReceivedAt, row.lastSentAt].filter((at) => at !== null)
  const lastEventAt = events.toSorted().at(-1) ?? null
  const reportedAt = new Date().toISOString()
  channelMessages.health(mail, { id, kind, owner, health, reason, lastEventAt, reportedAt }, trace)
}

/** The same for what changes with every message, once after a while. Part of the caller's transaction. */
export function announceSoon({ jobs }: Channel, now: number): void {
  if (jobs.scheduledFor(ANNOUNCE) === null) jobs.schedule(ANNOUNCE, now + SOON_MS)
}

export async function announceNow(channel: Channel): Promise<void> {
  channel.storage.transactionSync(() => announce(channel, startTrace('channel')))
}
