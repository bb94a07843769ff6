/**
 * What a call used, in tokens, each counted once: `input` without what the cache gave or took. Reasoning is part of the
 * output, the long-lived cache writes are part of the cache writes.
 */
export interface Usage {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** Written to be kept for an hour or more, which costs more: Anthropic's 1 h, OpenAI's 12 h. */
  readonly cacheWriteLong: number
  readonly reasoning: number
}
