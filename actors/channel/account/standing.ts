import type { Trace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { POLL, REFRESH } from '../job-names.ts'
import { announce } from './announce.ts'

/**
 * The platform refuses the credentials: nothing is tried until the person brings new ones. The inbox tells them so.
 * Part of a transaction.
 */
export function noteRefused(channel: Channel, reason: string, trace: Trace): void {
  const row = channel.account.get()
  if (row === null || row.standing !== 'connected') return
  channel.account.update({ standing: 'unauthorised', reason })
  for (const job of [POLL, REFRESH]) channel.jobs.cancel(job)
  channel.outgoing.forget()
  announce(channel, trace)
}

/** Something failed that will be tried again. Part of a transaction. */
export function noteFailure(channel: Channel, reason: string, trace: Trace): number {
  const row = channel.account.get()
  if (row === null) return 0
  channel.account.update({ failures: row.failures + 1, reason })
  if (row.failures === 0 || row.reason !== reason) announce(channel, trace)
  return row.failures + 1
}

/** All is well. Writes only where it was not. Part of a transaction. */
export function noteWell(channel: Channel, trace: Trace): void {
  const row = channel.account.get()
  if (row === null || (row.failures === 0 && row.standing === 'connected' && row.reason === null)) return
  const standing = row.standing === 'unauthorised' ? 'connected' : row.standing
  channel.account.update({ failures: 0, reason: null, standing })
  announce(channel, trace)
}
