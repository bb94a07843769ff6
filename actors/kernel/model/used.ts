import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { LanguageModelUsage } from 'ai'
import * as z from 'zod'

/** What servers count beside OpenAI's own fields. */
const Raw = z.object({
  /** Gemini and xAI count hidden reasoning in the total only; it is billed as output. */
  total_tokens: z.number().catch(0),
  /** DeepSeek. */
  prompt_cache_hit_tokens: z.number().catch(0),
})

/** @returns what an answer says that it used, each token counted once; null where it says nothing */
export function usedBy(usage: LanguageModelUsage): TokenUsage | null {
  const { inputTokens: all = 0, outputTokens = 0, inputTokenDetails: input } = usage
  if (all === 0 && outputTokens === 0) return null
  const raw = Raw.parse({ ...usage.raw })
  const cacheRead = Math.min(all, input.cacheReadTokens || raw.prompt_cache_hit_tokens)
  const cacheWrite = input.cacheWriteTokens ?? 0
  return {
    input: Math.max(0, all - cacheRead - cacheWrite),
    output: Math.max(outputTokens, raw.total_tokens - all),
    cacheRead,
    cacheWrite,
    // Nothing here asks a provider to keep a prompt for long.
    cacheWriteLong: 0,
    reasoning: usage.outputTokenDetails.reasoningTokens ?? 0,
  }
}
