import { describe, expect, it } from 'vitest'
import { usedBy } from './used.ts'

/** As the SDK hands on what a chat server counted. */
function counted(
  raw: { prompt_tokens: number; completion_tokens: number } & Record<string, number>,
  cached = 0,
) {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = raw
  return usedBy({
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    inputTokenDetails: {
      noCacheTokens: inputTokens - cached,
      cacheReadTokens: cached,
      cacheWriteTokens: undefined,
    },
    outputTokenDetails: { textTokens: outputTokens, reasoningTokens: 0 },
    raw,
  })
}

describe('the usage of an answer', () => {
  it('counts what the cache gave once', () => {
    expect(counted({ prompt_tokens: 140, completion_tokens: 7 }, 100)).toMatchObject({
      input: 40,
      cacheRead: 100,
      output: 7,
    })
  })

  it('finds the cache’s share where DeepSeek names it', () => {
    const usage = counted({ prompt_tokens: 140, completion_tokens: 7, prompt_cache_hit_tokens: 100 })
    expect(usage).toMatchObject({ input: 40, cacheRead: 100 })
  })

  it('finds reasoning that is counted in the total only', () => {
    const usage = counted({ prompt_tokens: 140, completion_tokens: 7, total_tokens: 447 })
    expect(usage).toMatchObject({ output: 307 })
  })

  it('is unknown where nothing was counted', () => {
    expect(counted({ prompt_tokens: 0, completion_tokens: 0 })).toBeNull()
  })
})
