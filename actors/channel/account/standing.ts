import type { Trace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import { POLL, REFRESH } from '../job-names.ts'
import { announce } from './announce.ts'

/** The platform refuses the credentials: nothing is tried until the person brings new ones. Part of a transaction. */
export function noteRefused(channel: Channel, reason: string, trace: Trace, now: number): void {
  const row = channel.account.get()
  if (row === null || row.standing !== 'connected') return
  channel.account.update({ standing: 'unauthorised', reason })
  for (const job of [POLL, REFRESH]) channel.jobs.cancel(job)
  channel.outgoing.forget()
  announce(channel, trace)
  const { id, owner, name, revision } = row
  const title = `${name} needs new credentials`
  const at = new Date(now).toISOString()
  const notice = { key: `${id}:${revision}`, kind: 'channel' as const, title, text: reason, about: id, at }
  channelMessages.notify(channel.mail, owner, notice, trace)
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
