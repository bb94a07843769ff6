import { PLACES } from '../messages/message-no.ts'
import type { Conversation } from '../conversation.ts'
import { analysisDueAt } from './schedule.ts'
import { newSource } from './source.ts'

/** @returns when what has not been analysed is to be, in ms since the epoch; null: everything has */
export function analysisDue(conversation: Conversation): number | null {
  const source = newSource(conversation)
  if (source === null) return null
  const latest = conversation.analyses.latest()
  const { earlier, first, last } = source
  // What was said before the end of the last analysis does not tell since when it waits.
  const since = latest !== null && earlier === null ? last : first
  const analysedAt = latest === null ? null : Date.parse(latest.at)
  return analysisDueAt({ first: since.no / PLACES, last: last.no / PLACES, analysedAt })
}
