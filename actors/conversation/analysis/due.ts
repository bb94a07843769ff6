import { PLACES } from '../messages/message-no.ts'
import type { Conversation } from '../conversation.ts'
import { newestSaid } from '../talk/read-said.ts'
import { analysisDueAt } from './schedule.ts'

/** Enough to know when the newest message came and since when some wait. */
const MESSAGES_READ = 500

/** @returns when what has been said since the last analysis gets the next, in ms since the epoch; null: nothing has */
export function analysisDue(conversation: Conversation): number | null {
  const latest = conversation.analyses.latest()
  const waiting = newestSaid(conversation, MESSAGES_READ).filter(({ no }) => no > (latest?.upToNo ?? 0))
  const first = waiting[0]
  const last = waiting.at(-1)
  if (first === undefined || last === undefined) return null
  const analysedAt = latest === null ? null : Date.parse(latest.at)
  return analysisDueAt({ first: first.no / PLACES, last: last.no / PLACES, analysedAt })
}
