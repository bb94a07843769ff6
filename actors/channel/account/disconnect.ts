import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { log, reasonOf } from '@switchboard/kernel/log'
import { withDeadline } from '@switchboard/kernel/outbound/deadline'
import type { Trace } from '@switchboard/shared-types/trace'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import { ANNOUNCE, DISCONNECT, POLL, REFRESH } from '../job-names.ts'
import { KINDS } from '../kinds/kinds.ts'
import { noteStep } from '../outgoing/report.ts'
import { announce, reportHealth } from './announce.ts'
import { ownConnection } from './find.ts'
import { openAccount } from './open-account.ts'

/** A platform that cannot be reached for so long is left as it is. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000
const CLEANUP_MS = 30_000
/** How often it is looked whether others have been told everything. */
const CHECK_MS = 60_000

/** Begins to disconnect: nothing comes in or goes out any more. What waited to go out is told to have failed. */
export async function disconnect(
  channel: Channel,
  owner: InboxId,
  trace: Trace,
): Promise<Result<null, 'channel.not_found'>> {
  return await write(channel, (now) => {
    const found = ownConnection(channel, owner)
    if (!found.ok) return found
    const { account, outgoing, jobs } = channel
    const revision = found.value.row.revision + 1
    account.update({
      standing: 'disconnecting',
      disconnectedAt: new Date(now).toISOString(),
      reason: null,
      revision,
    })
    for (const row of outgoing.allWaiting()) {
      const state = row.state === 'sending' || row.uncertainSince !== null ? 'unknown' : 'failed'
      noteStep(channel, row, { state, reason: 'The channel was disconnected.' }, now)
    }
    for (const job of [POLL, REFRESH, ANNOUNCE]) jobs.cancel(job)
    jobs.schedule(DISCONNECT, now)
    announce(channel, trace)
    return ok(null)
  })
}

/**
 * Cleans up at the platform, tells the inbox, and waits until others know everything.
 * @returns true when everything here may be erased
 * @throws where the platform cannot be reached: the job is tried again, and in the end let go
 */
export async function finishDisconnecting(channel: Channel, trace: Trace): Promise<boolean> {
  const row = channel.account.get()
  if (row === null || row.standing !== 'disconnecting') return false
  if (row.secrets !== '') {
    const isLate = Date.now() - Date.parse(row.disconnectedAt ?? row.createdAt) > GIVE_UP_MS
    if (!(await cleanUp(channel, trace)) && !isLate) throw new Error('the platform could not be cleaned up')
    await write(channel, () => {
      const { id, version, owner } = channel.account.update({ secrets: '', version: row.version + 1 })
      channelMessages.changed(channel.mail, owner, { id, version, channel: null }, trace)
      reportHealth(channel, row, 'disconnected', trace)
    })
  }
  if (channel.mail.pending() === 0 && channel.held.dueAt() === null) return true
  channel.jobs.schedule(DISCONNECT, Date.now() + CHECK_MS)
  return false
}

/** @returns whether the platform has forgotten us, or never will */
export async function cleanUp(channel: Channel, trace: Trace): Promise<boolean> {
  const row = channel.account.get()
  const kind = row === null ? undefined : KINDS[row.kind]
  const account = await openAccount(channel)
  if (kind === undefined || account === null) return true
  try {
    const done = await withDeadline(CLEANUP_MS, () => kind.disconnect(channel.world, account))
    return done.ok
  } catch (thrown) {
    log('warn', 'a platform was not cleaned up', trace, { channel: channel.id, reason: reasonOf(thrown) })
    return false
  }
}
