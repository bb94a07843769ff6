import { startTrace } from '@switchboard/shared-types/trace'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Connection } from '../account/find.ts'
import { noteRefused } from '../account/standing.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { takeIn } from '../intake/take-in.ts'
import type { Pace, Performed } from '../kinds/kind.ts'
import { prepareAttempt } from './attempt.ts'
import { followMove, prepareMove } from './follow-move.ts'
import { afterAttempt, endOf } from './outcome.ts'
import type { OutgoingRow } from './outgoing-table.ts'
import { noteStep } from './report.ts'
import { StoredOutgoing } from './stored.ts'

/**
 * Does one thing at the platform. That it is being tried is durable before the attempt, so that a crash in between is
 * known for what it is.
 * @returns ms to wait because of the platform's pace, before which nothing was done; 0: it was tried, or has ended
 */
export async function sendOne(channel: Channel, connection: Connection, row: OutgoingRow): Promise<number> {
  const trace = startTrace('channel', row.requestId)
  const end = endOf(row, connection.kind, Date.now())
  if (end !== null) {
    await write(channel, (now) => noteStep(channel, row, end, now))
    return 0
  }
  const outgoing = StoredOutgoing.parse(JSON.parse(row.body))
  const paces = connection.kind.paces(outgoing)
  const wait = channel.paces.waitFor(paces, Date.now())
  if (wait > 0) return wait
  const attempt = await prepareAttempt(channel, connection, outgoing, trace)
  const begun = await begin(channel, row, paces)
  if (begun === undefined) return 0
  const performed = typeof attempt === 'function' ? await attempt() : attempt
  await finish(channel, connection, begun, outgoing, performed, trace)
  return 0
}

/** @returns undefined where it has ended meanwhile */
async function begin(
  channel: Channel,
  { no, id }: OutgoingRow,
  paces: readonly Pace[],
): Promise<OutgoingRow | undefined> {
  await write(channel, (now) => {
    const row = channel.outgoing.find(id)
    if (row?.state !== 'queued') return
    channel.paces.take(paces, now)
    const attempts = row.attempts + 1
    noteStep(channel, row, { state: 'sending', reason: null, attempts, dueAt: now }, now)
  })
  await channel.storage.sync()
  const begun = channel.outgoing.find(id)
  return begun?.no === no && begun.state === 'sending' ? begun : undefined
}

async function finish(
  channel: Channel,
  { kind }: Connection,
  row: OutgoingRow,
  outgoing: Outgoing,
  performed: Performed,
  trace: Trace,
): Promise<void> {
  const move = await prepareMove(channel, outgoing, performed.moved)
  await write(channel, (now) => {
    const kept = channel.outgoing.find(row.id)
    // A channel that is disconnected meanwhile has given it up as unknown: what is known after all is told.
    const isKnown = kept?.state === 'unknown' && performed.outcome === 'sent'
    if (kept === undefined || (kept.state !== 'sending' && !isKnown)) return
    const change = afterAttempt(row, performed, kind, { now, random: Math.random })
    noteStep(channel, kept, change, now)
    if (performed.rest !== undefined) channel.paces.rest(performed.rest.key, performed.rest.ms, now)
    if (performed.outcome === 'sent') channel.account.update({ lastSentAt: new Date(now).toISOString() })
    if (performed.outcome === 'unauthorised') noteRefused(channel, performed.reason ?? '', trace)
    if (move === null || performed.moved === undefined) return
    takeIn(channel, move, trace, now)
    followMove(channel, row.lane, performed.moved)
  })
}
