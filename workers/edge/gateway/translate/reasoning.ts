import type { Effort } from './conversation.ts'

const EFFORTS: ReadonlySet<string> = new Set(['minimal', 'low', 'medium', 'high', 'xhigh', 'max'])

/** Anthropic takes no less, and less than the answer's bound. */
const LEAST_BUDGET = 1024
const BUDGETS: Readonly<Record<Effort, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 64_000,
}

export function isEffort(value: unknown): value is Effort {
  return typeof value === 'string' && EFFORTS.has(value)
}

/** @returns the effort that a budget in tokens stands for; Claude Code's own are 4,000, 10,000 and 31,999 */
export function effortOf(budget: number): Effort {
  if (budget < 4000) return 'low'
  return budget < 16_000 ? 'medium' : 'high'
}

/** @returns the tokens to think with under the answer's bound, null where there is no room to think at all */
export function budgetOf(effort: Effort, bound: number): number | null {
  return bound <= LEAST_BUDGET ? null : Math.max(LEAST_BUDGET, Math.min(BUDGETS[effort], bound - 1))
}
