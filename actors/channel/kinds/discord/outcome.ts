import type { Performed } from '../kind.ts'
import { BAD_TOKEN, saidBy } from './errors.ts'
import type { Refused } from './errors.ts'
import type { Answer } from './rest-api.ts'

export const DONE: Performed = { outcome: 'sent', reason: null }

export function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}

/** What became of a message; a lost answer leaves it open. */
export function outcomeOfSend(answer: Answer, pace: string): Performed {
  if (answer.kind === 'lost') {
    return { outcome: 'unknown', reason: `${answer.reason} Discord may have taken the message.` }
  }
  return outcomeOf(answer, pace)
}

/** What became of an act that may be done twice without harm. */
export function outcomeOfChange(answer: Answer, pace: string): Performed {
  if (answer.kind === 'lost') return { outcome: 'retry', reason: answer.reason, afterMs: null }
  return outcomeOf(answer, pace)
}

function outcomeOf(answer: Exclude<Answer, { kind: 'lost' }>, pace: string): Performed {
  if (answer.kind === 'unsent') return failed(answer.reason)
  if (answer.kind === 'refused') return outcomeOfRefusal(answer, pace)
  return answer.restMs === null ? DONE : { ...DONE, rest: { key: pace, ms: answer.restMs } }
}

function outcomeOfRefusal(answer: Refused, pace: string): Performed {
  if (answer.status === 401) return { outcome: 'unauthorised', reason: BAD_TOKEN }
  if (answer.retryAfterMs === null) return failed(saidBy(answer))
  const rest = { key: answer.global ? ALL : pace, ms: answer.retryAfterMs }
  return { outcome: 'retry', reason: saidBy(answer), afterMs: answer.retryAfterMs, rest }
}

/** The pace of the whole bot. */
export const ALL = 'all'
