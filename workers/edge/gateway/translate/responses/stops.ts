import type { Stop } from '../answer-parts.ts'
import { membersOf } from '../json.ts'
import type { Members } from '../json.ts'

/** Responses do not say that the model called a tool, or refused, but by what they hold. */
export function readStop(response: Members, called: boolean, refused: boolean): Stop {
  if (response['status'] === 'incomplete') {
    const { reason } = membersOf(response['incomplete_details'])
    return reason === 'content_filter' ? 'filter' : 'length'
  }
  if (called) return 'tool'
  return refused ? 'refusal' : 'end'
}
