import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { AGGREGATOR, ANTHROPIC, COMPATIBLE, OPENAI } from '../translate/dialect.ts'
import type { Dialect } from '../translate/dialect.ts'

/** `claude-opus-4-6`, `claude-3-7-sonnet-20250219`, `claude-sonnet-4-20250514`: a date is no version. */
const CLAUDE = /claude-(?:[a-z]+-)?(?<major>\d{1,2})(?!\d)(?:[-.](?<minor>\d{1,2})(?!\d))?/
const GPT = /(?:^|\/)gpt-(?<major>\d+)/
const O_SERIES = /(?:^|\/)o\d/
/** They want to see again what they thought. */
const WANTS_REASONING_BACK = /deepseek|kimi|glm/i

/** @returns what a provider's model takes beyond, or short of, its protocol */
export function dialectOf(kind: ProviderKind, model: string): Dialect {
  switch (kind) {
    case 'anthropic':
    case 'anthropic-compatible':
      return anthropicOf(model)
    case 'openai':
      return openaiOf(model)
    case 'openrouter':
    case 'litellm':
      return AGGREGATOR
    case 'mistral':
      return { ...COMPATIBLE, streamUsage: false }
    case 'gemini':
      return { ...COMPATIBLE, reasoning: 'effort' }
    case 'groq':
    case 'deepseek':
    case 'cloudflare-gateway':
    case 'vllm':
    case 'ollama':
    case 'llama-cpp':
    case 'workers-ai':
    case 'workers-ai-binding':
    case 'openai-compatible':
      return { ...COMPATIBLE, wantsReasoningBack: WANTS_REASONING_BACK.test(`${kind} ${model}`) }
  }
}

/** Thinking came with 3.7, chose its own budget from 4.6 on; from 4.7 on a model refuses to be told how to sample. */
function anthropicOf(model: string): Dialect {
  const found = CLAUDE.exec(model)?.groups
  if (found === undefined) return ANTHROPIC
  const version = Number(found['major']) * 100 + Number(found['minor'] ?? 0)
  const reasoning = version >= 406 ? 'adaptive' : version >= 307 ? 'budget' : 'none'
  return { ...ANTHROPIC, reasoning, sampling: version < 407 }
}

/** Models that reason refuse to be told how to sample, those that do not refuse to be asked to reason. */
function openaiOf(model: string): Dialect {
  const reasons =
    O_SERIES.test(model) || (Number(GPT.exec(model)?.groups?.['major'] ?? 0) >= 5 && !model.includes('chat'))
  return { ...OPENAI, reasoning: reasons ? 'effort' : 'none', sampling: !reasons }
}
