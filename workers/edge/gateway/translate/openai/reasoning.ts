import type { Effort, Reasoning } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import type { Losses } from '../losses.ts'
import { effortOf } from '../reasoning.ts'

/** @returns the effort to ask OpenAI's protocols for, null where nothing is to be asked */
export function askedEffort(reasoning: Reasoning, dialect: Dialect, losses: Losses): Effort | 'none' | null {
  const { mode, effort, budget } = reasoning
  if (mode === null && effort === null) return null
  if (dialect.reasoning === 'none') {
    losses.lose('reasoning effort')
    return null
  }
  if (mode === 'off') return 'none'
  if (effort !== null || budget === null) return effort
  losses.lose('thinking budget')
  return effortOf(budget)
}
