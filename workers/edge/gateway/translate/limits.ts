import type { Conversation } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import type { Losses } from './losses.ts'

/** @returns the answer's bound, lowered to what the model may be asked for */
export function boundOf(asked: number, { maxOutputTokens }: Dialect, losses: Losses): number {
  if (maxOutputTokens === null || asked <= maxOutputTokens) return asked
  losses.lose('output bound above the model’s')
  return maxOutputTokens
}

/** @returns how to sample, where the model lets itself be told */
export function samplingOf(
  { temperature, topP }: Conversation,
  { sampling }: Dialect,
  losses: Losses,
): Pick<Conversation, 'temperature' | 'topP'> {
  if (sampling || (temperature === null && topP === null)) return { temperature, topP }
  losses.lose('temperature, top_p')
  return { temperature: null, topP: null }
}
