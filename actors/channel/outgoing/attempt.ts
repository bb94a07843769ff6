import { log, reasonOf } from '@switchboard/kernel/log'
import { DeadlineExceeded, withDeadline } from '@switchboard/kernel/outbound/deadline'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Trace } from '@switchboard/shared-types/trace'
import { openCredentials } from '../account/find.ts'
import type { Connection } from '../account/find.ts'
import type { Channel } from '../channel.ts'
import type { Performed } from '../kinds/kind.ts'
import { fetchFiles } from './fetch-files.ts'

/** Over all requests of one attempt; what hangs may have been taken. */
const DEADLINE_MS = 3 * 60 * 1000

/**
 * Brings together what an attempt needs. Nothing has reached the platform so far.
 * @returns the attempt; or what became of it already
 */
export async function prepareAttempt(
  channel: Channel,
  { row, kind }: Connection,
  outgoing: Outgoing,
  trace: Trace,
): Promise<Performed | (() => Promise<Performed>)> {
  const account = await openCredentials(channel)
  if (!account.ok) return { outcome: 'unauthorised', reason: account.error.message }
  try {
    const files = await fetchFiles(channel.env, row.owner, outgoing, trace)
    if (files.ok)
      return () => within(kind.perform(channel.world, account.value, outgoing, files.value), trace)
    const outcome = files.error.code === 'attachment.waiting' ? 'retry' : 'failed'
    return { outcome, reason: files.error.message }
  } catch (thrown) {
    log('warn', 'files cannot be fetched', trace, { reason: reasonOf(thrown) })
    return { outcome: 'retry', reason: 'Its files cannot be read right now.' }
  }
}

/** What a kind throws is a bug of ours; whether the platform has taken it is not known then. */
async function within(performed: Promise<Performed>, trace: Trace): Promise<Performed> {
  try {
    return await withDeadline(DEADLINE_MS, () => performed)
  } catch (thrown) {
    if (thrown instanceof DeadlineExceeded) {
      return { outcome: 'unknown', reason: 'The platform did not answer in time.' }
    }
    log('error', 'sending failed', trace, { reason: reasonOf(thrown) })
    return { outcome: 'unknown', reason: 'The platform gave an answer that could not be read.' }
  }
}
