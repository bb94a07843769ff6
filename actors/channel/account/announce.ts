import type { Trace } from '@switchboard/shared-types/trace'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import { ANNOUNCE } from '../job-names.ts'
import { KINDS } from '../kinds/kinds.ts'
import { toChannel } from './to-channel.ts'

/** How late the inbox may know of times and counts. */
const SOON_MS = 30_000

/** Tells the inbox what the channel is like now. Part of the caller's transaction. */
export function announce(channel: Channel, trace: Trace): void {
  const row = channel.account.get()
  const kind = row === null ? undefined : KINDS[row.kind]
  if (row === null || kind === undefined) return
  const { id, version, owner } = channel.account.update({ version: row.version + 1 })
  const snapshot = { id, version, channel: toChannel(channel, row, kind) }
  channelMessages.changed(channel.mail, owner, snapshot, trace)
}

/** The same for what changes with every message, once after a while. Part of the caller's transaction. */
export function announceSoon({ jobs }: Channel, now: number): void {
  if (jobs.scheduledFor(ANNOUNCE) === null) jobs.schedule(ANNOUNCE, now + SOON_MS)
}

export async function announceNow(channel: Channel): Promise<void> {
  channel.storage.transactionSync(() => announce(channel, startTrace('channel')))
}
