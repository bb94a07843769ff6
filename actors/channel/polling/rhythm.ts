import type { Channel } from '../channel.ts'
import { POLL } from '../job-names.ts'
import { KINDS } from '../kinds/kinds.ts'

/** How long after the last event a channel is asked quickly. */
const TALK_MS = 5 * 60 * 1000
/** Each wait is up to a tenth longer, so that channels do not ask in step. */
const JITTER = 0.1

/** Whether the platform is to be asked at all. */
export function isPolled({ account }: Channel): boolean {
  const row = account.get()
  if (row === null || row.paused || row.standing !== 'connected' || row.intake === 'hook') return false
  return KINDS[row.kind].polling !== undefined
}

/** Asks at once, or never, as the account now stands. Part of the caller's transaction. */
export function schedulePoll(channel: Channel, now: number): void {
  if (isPolled(channel)) channel.jobs.schedule(POLL, now)
  else channel.jobs.cancel(POLL)
}

/** @returns ms until the next poll */
export function waitFor(
  polling: { readonly everyMs: number; readonly quickMs: number },
  lastEventAt: string | null,
  now: number,
  random: () => number,
): number {
  const talks = lastEventAt !== null && now - Date.parse(lastEventAt) < TALK_MS
  return Math.ceil((talks ? polling.quickMs : polling.everyMs) * (1 + random() * JITTER))
}
