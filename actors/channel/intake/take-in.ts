import type { Trace } from '@switchboard/shared-types/trace'
import { announceSoon } from '../account/announce.ts'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import { TIDY } from '../job-names.ts'
import { handOn } from './hand-on.ts'
import type { Intake, Placed } from './prepare.ts'

const TIDY_MS = 24 * 60 * 60 * 1000

/**
 * Claims the ids of events and queues the events for their conversations: part of one transaction, so that what was
 * answered for is never lost, and what comes again is passed over.
 */
export function takeIn(channel: Channel, { placed, parsed }: Intake, trace: Trace, now: number): void {
  const { seen, held, unreadable, mail } = channel
  const fresh = placed.filter(({ event }) => seen.claim(event.eventId, now))
  const ready: Placed[] = []
  for (const one of fresh) {
    const { event, conversation } = one
    const isPart = event.type === 'message' && event.groupKey !== null
    if (isPart) held.add(event, now)
    else if (conversation === null || held.holds(event.thread.key)) held.addReady(event, now)
    else ready.push(one)
  }
  handOn(channel, ready, trace)
  for (const payload of parsed.unreadable) unreadable.add(payload, now)
  for (const notice of parsed.notices ?? []) channelMessages.notify(mail, ownerOf(channel), notice, trace)
  if (fresh.length + parsed.unreadable.length > 0) noteIntake(channel, now)
}

function noteIntake(channel: Channel, now: number): void {
  const { jobs } = channel
  announceSoon(channel, now)
  if (jobs.scheduledFor(TIDY) === null) jobs.schedule(TIDY, now + TIDY_MS * (1 + Math.random()))
  jobs.touch()
}

function ownerOf({ account }: Channel) {
  const row = account.get()
  if (row === null) throw new Error('there is no account here')
  return row.owner
}
