import type { CallStatus, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Protocol } from '@switchboard/shared-types/api/router/protocol'

/** How a call ended: its word, and what that means. */
export const STATUS_WORDS: Record<CallStatus, readonly [word: string, meaning: string]> = {
  running: ['running', 'It runs at this moment.'],
  ok: ['done', 'The answer was given whole.'],
  failed: ['failed', 'No provider gave an answer.'],
  cancelled: ['cancelled', 'The agent went away before the end.'],
  cut: ['cut off', 'The answer broke off in the middle.'],
  lost: ['lost', 'Nobody told how it ended, so it is booked as estimated.'],
  cached: ['from cache', 'The same question had been answered before.'],
}

export const PROTOCOL_WORDS: Record<Protocol, string> = {
  'anthropic-messages': 'Anthropic messages',
  'openai-chat': 'OpenAI chat completions',
  'openai-responses': 'OpenAI responses',
  'openai-embeddings': 'OpenAI embeddings',
}

/** All tokens that went in, whatever the cache had to do with them. */
export function tokensIn(usage: TokenUsage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite
}
