import type { Trace } from '@switchboard/shared-types/trace'
import { startTrace } from '@switchboard/shared-types/trace'
import { announceSoon } from '../account/announce.ts'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import type { OutgoingRow } from './outgoing-table.ts'

type Step = Pick<OutgoingRow, 'state' | 'reason'> & Partial<OutgoingRow>

/**
 * Notes a step of something outgoing and tells who asked for it: part of one transaction, so that nobody is told of
 * what did not happen.
 */
export function noteStep(channel: Channel, row: OutgoingRow, step: Step, now: number): void {
  const ended = step.state !== 'queued' && step.state !== 'sending'
  const change = { ...step, step: row.step + 1, ...(ended && { endedAt: now }) }
  const after = channel.outgoing.update(row.no, change)
  if (after === undefined) return
  report(channel, after, startTrace('channel', row.requestId), now)
  if (ended) announceSoon(channel, now)
  channel.jobs.touch()
}

export function report(channel: Channel, row: OutgoingRow, trace: Trace, now: number): void {
  const { id, step, state, reason, key, url } = row
  const at = new Date(now).toISOString()
  channelMessages.report(channel.mail, row.from, { id, step, state, at, reason, key, url }, trace)
}
