import type { Trace } from '@switchboard/shared-types/trace'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { REFRESH } from '../job-names.ts'
import { connectionOf, openCredentials } from './find.ts'
import { sealCredentials, startWork } from './keep-credentials.ts'
import { noteFailure, noteRefused } from './standing.ts'

/** How long what needs credentials waits for the refresh that is due. */
export const REFRESH_WAIT_MS = 2_000

/** Whether credentials are due to be refreshed, as after a long standstill: the old ones would only be refused. */
export function awaitsRefresh({ jobs }: Channel): boolean {
  const dueAt = jobs.scheduledFor(REFRESH)
  return dueAt !== null && dueAt <= Date.now()
}

/**
 * Brings fresh credentials from the platform, before the old ones run out. The job is tried again with backoff where
 * the platform cannot be reached.
 */
export async function refreshCredentials(channel: Channel, trace: Trace): Promise<void> {
  const connection = connectionOf(channel)
  const refresh = connection?.kind.refresh?.bind(connection.kind)
  if (connection === null || refresh === undefined) return
  const account = await openCredentials(channel)
  const fresh = account.ok ? await refresh(channel.world, account.value) : account
  if (!fresh.ok) {
    const { code, message } = fresh.error
    const later = code === 'channel.unreachable'
    await write(channel, () => {
      if (later) noteFailure(channel, message, trace)
      else noteRefused(channel, message, trace)
    })
    if (later) throw new Error(message)
    return
  }
  const { kind, row } = connection
  const sealed = await sealCredentials(channel, kind, fresh.value)
  await write(channel, (now) => {
    const before = channel.account.get()
    if (before === null || before.revision !== row.revision || before.standing === 'disconnecting') return
    // A poll may have moved on meanwhile; its cursor stays, unless the refresh has something to say.
    const state = sealed.change.state === row.state ? before.state : sealed.change.state
    channel.account.update({ ...sealed.change, state, revision: before.revision + 1 })
    startWork(channel, sealed, trace, now)
  })
}
