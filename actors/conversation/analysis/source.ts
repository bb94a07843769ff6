import type { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import type { Conversation } from '../conversation.ts'
import { countSaid, newestSaid } from '../talk/read-said.ts'
import type { Said } from '../talk/said.ts'

/** Messages that are read for one analysis; a budget of tokens cuts further. */
const MESSAGES_READ = 500

/** What an analysis is made of: what is new, and the analysis before. */
export interface Source {
  /** Null where it is made from nothing. */
  readonly earlier: Analysis | null
  readonly said: readonly Said[]
  readonly first: Said
  readonly last: Said
  /** How many messages there are up to the last one. */
  readonly known: number
}

/**
 * What has not been analysed. Where something came, went or moved before the end of what was, the analysis is made anew.
 *
 * @returns null where nothing is new, or nothing has been said
 */
export function newSource(conversation: Conversation): Source | null {
  const latest = conversation.analyses.latest()
  const all = newestSaid(conversation, MESSAGES_READ)
  if (latest === null || countSaid(conversation, latest.upToNo) !== latest.known)
    return toSource(conversation, null, all)
  const said = all.filter(({ no }) => no > latest.upToNo)
  return toSource(conversation, latest.analysis, said)
}

/** The same, and everything where nothing is new but no model has seen it. */
export function askedSource(conversation: Conversation): Source | null {
  const fresh = newSource(conversation)
  if (fresh !== null || conversation.analyses.current()?.by.kind === 'model') return fresh
  return toSource(conversation, null, newestSaid(conversation, MESSAGES_READ))
}

function toSource(
  conversation: Conversation,
  earlier: Analysis | null,
  said: readonly Said[],
): Source | null {
  const first = said[0]
  const last = said.at(-1)
  if (first === undefined || last === undefined) return null
  return { earlier, said, first, last, known: countSaid(conversation, last.no) }
}
