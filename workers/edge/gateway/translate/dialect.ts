/** What a provider takes beyond, or short of, its protocol; a route's target names it. */
export interface Dialect {
  /** How it wants to be told what to cache: Anthropic's own mark (also OpenRouter, LiteLLM), OpenAI's, or not at all. */
  readonly cacheMarks: 'cache_control' | 'prompt_cache_breakpoint' | 'none'
  /** How an OpenAI-compatible chat provider names the bound of the answer. */
  readonly maxTokensField: 'max_completion_tokens' | 'max_tokens'
  /** How it is asked to reason; `none` for models that refuse the question. */
  readonly reasoning: 'adaptive' | 'budget' | 'effort' | 'none'
  /** Whether a chat provider wants its reasoning back as `reasoning_content` (DeepSeek, Kimi, GLM). */
  readonly wantsReasoningBack: boolean
  /** Whether a chat provider may be asked for the usage of a stream; some refuse `stream_options`. */
  readonly streamUsage: boolean
  /** False for models that refuse `temperature` and `top_p` (Claude since Opus 4.7, OpenAI's reasoning models). */
  readonly sampling: boolean
  /** The most output tokens that the model may be asked for, null where unknown. */
  readonly maxOutputTokens: number | null
}

/** The bound to set where the protocol demands one and the client names none: what every Claude since 4 allows. */
export const DEFAULT_MAX_TOKENS = 32_000

export const ANTHROPIC: Dialect = {
  cacheMarks: 'cache_control',
  maxTokensField: 'max_tokens',
  reasoning: 'adaptive',
  wantsReasoningBack: false,
  streamUsage: true,
  sampling: true,
  maxOutputTokens: null,
}

export const OPENAI: Dialect = {
  cacheMarks: 'prompt_cache_breakpoint',
  maxTokensField: 'max_completion_tokens',
  reasoning: 'effort',
  wantsReasoningBack: false,
  streamUsage: true,
  sampling: true,
  maxOutputTokens: null,
}

/** OpenRouter and LiteLLM. */
export const AGGREGATOR: Dialect = { ...OPENAI, cacheMarks: 'cache_control', maxTokensField: 'max_tokens' }

/** Everything else that speaks OpenAI's chat: many such servers refuse a field that they do not know. */
export const COMPATIBLE: Dialect = {
  ...OPENAI,
  cacheMarks: 'none',
  maxTokensField: 'max_tokens',
  reasoning: 'none',
}
