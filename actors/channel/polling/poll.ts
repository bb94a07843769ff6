import { backoffDelay } from '@switchboard/kernel/backoff/backoff'
import { log, reasonOf } from '@switchboard/kernel/log'
import { err } from '@switchboard/shared-types/result'
import type { Failure, Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AccountRow } from '../account/account-table.ts'
import { connectionOf, openCredentials } from '../account/find.ts'
import type { Connection } from '../account/find.ts'
import { REFRESH_WAIT_MS, awaitsRefresh } from '../account/refresh.ts'
import { noteFailure, noteRefused, noteWell } from '../account/standing.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { prepare } from '../intake/prepare.ts'
import { takeIn } from '../intake/take-in.ts'
import { POLL } from '../job-names.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { Account, CredentialsError, Polled } from '../kinds/kind.ts'
import { isPolled, schedulePoll, waitFor } from './rhythm.ts'

const BACKOFF = { baseMs: 5_000, capMs: 15 * 60 * 1000 }

/**
 * Asks the platform for what is new. The events of a page and the cursor behind it commit together: after a crash the
 * same page is read again, and what it brought before is passed over.
 */
export async function poll(channel: Channel, trace: Trace): Promise<void> {
  const connection = connectionOf(channel)
  const polling = connection?.kind.polling
  if (connection === null || polling === undefined || !isPolled(channel)) return
  if (awaitsRefresh(channel)) return channel.jobs.schedule(POLL, Date.now() + REFRESH_WAIT_MS)
  const account = await openCredentials(channel)
  const polled = account.ok ? await ask(channel, polling, account.value, trace) : account
  if (!polled.ok) return await fail(channel, connection, polled.error, trace)
  await keep(channel, connection, polled.value, trace)
}

/** What a kind throws is a bug of ours; the channel shows that it does not work, and tries again. */
async function ask(
  { world }: Channel,
  polling: NonNullable<AnyKind['polling']>,
  account: Account<string, string>,
  trace: Trace,
): Promise<Result<Polled<string>, CredentialsError>> {
  try {
    return await polling.poll(world, account)
  } catch (thrown) {
    log('error', 'poll failed', trace, { channel: account.id, reason: reasonOf(thrown) })
    return err('channel.unreachable', 'What the platform answered could not be read.')
  }
}

async function keep(
  channel: Channel,
  { row, kind }: Connection,
  polled: Polled<string>,
  trace: Trace,
): Promise<void> {
  const intake = await prepare(channel, polled)
  await write(channel, (now) => {
    if (isLate(channel, row, now)) return
    takeIn(channel, intake, trace, now)
    if (polled.state !== row.state) channel.account.update({ state: polled.state })
    noteWell(channel, trace)
    const wait = kind.polling && waitFor(kind.polling, channel.seen.newestAt(), now, Math.random)
    const next = polled.more ? now : now + (wait ?? 0)
    channel.jobs.schedule(POLL, Math.max(next, polled.notBeforeMs ?? 0))
  })
}

async function fail(
  channel: Channel,
  { row }: Connection,
  { code, message }: Failure<CredentialsError>,
  trace: Trace,
): Promise<void> {
  await write(channel, (now) => {
    if (isLate(channel, row, now)) return
    if (code === 'channel.bad_credentials') return noteRefused(channel, message, trace)
    const attempt = noteFailure(channel, message, trace)
    channel.jobs.schedule(POLL, now + backoffDelay({ attempt, ...BACKOFF, random: Math.random }))
  })
}

/** What was asked with older credentials, or before a pause, is not written down; where it still matters, asked anew. */
function isLate(channel: Channel, { revision }: AccountRow, now: number): boolean {
  if (channel.account.get()?.revision === revision && isPolled(channel)) return false
  schedulePoll(channel, now)
  return true
}
