import type { Reasoning } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { budgetOf } from '../reasoning.ts'

/** @returns `thinking`, as the model wants to be asked for it */
export function writeThinking(
  reasoning: Reasoning,
  bound: number,
  dialect: Dialect,
  losses: Losses,
): Members {
  const { mode, effort, budget, summary } = reasoning
  if (mode === 'off') return { thinking: { type: 'disabled' } }
  if (mode === null && effort === null) return {}
  const display = summary ? { display: 'summarized' } : {}
  if (dialect.reasoning === 'none') {
    losses.lose('reasoning effort')
    return {}
  }
  if (dialect.reasoning !== 'budget') return { thinking: { type: 'adaptive', ...display } }
  const tokens = budget ?? budgetOf(effort ?? 'medium', bound)
  losses.lose(tokens === null ? 'effort without room' : 'effort as a budget')
  return tokens === null ? {} : { thinking: { type: 'enabled', budget_tokens: tokens, ...display } }
}

/** @returns `effort`, for the models that think as they see fit */
export function writeEffort({ mode, effort }: Reasoning, dialect: Dialect, losses: Losses): Members {
  const isAsked = dialect.reasoning !== 'none' && dialect.reasoning !== 'budget'
  if (effort === null || mode === 'off' || !isAsked) return {}
  if (effort === 'minimal') losses.lose('minimal effort')
  return { effort: effort === 'minimal' ? 'low' : effort }
}
