import type { Protocol } from '../protocols/protocol.ts'
import type { Usage } from './usage.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * @param usage the `usage` object of an answer
 * @returns null for what is none
 */
export function readUsage(protocol: Protocol, usage: unknown): Usage | null {
  if (!isObject(usage)) return null
  if (protocol === 'anthropic-messages') return readAnthropic(usage)
  return protocol === 'openai-responses'
    ? readOpenai(usage, 'input_tokens', 'output_tokens')
    : readOpenai(usage, 'prompt_tokens', 'completion_tokens')
}

/** Anthropic's `input_tokens` leaves out what the cache read and wrote. */
function readAnthropic(usage: Members): Usage | null {
  if (!isCount(usage['input_tokens']) && !isCount(usage['output_tokens'])) return null
  const written = membersOf(usage['cache_creation'])
  return {
    input: countOf(usage['input_tokens']),
    output: countOf(usage['output_tokens']),
    cacheRead: countOf(usage['cache_read_input_tokens']),
    cacheWrite: countOf(usage['cache_creation_input_tokens']),
    cacheWriteLong: countOf(written['ephemeral_1h_input_tokens']),
    reasoning: countOf(membersOf(usage['output_tokens_details'])['thinking_tokens']),
  }
}

/**
 * OpenAI's prompt includes what the cache read and wrote, its completion includes the reasoning. DeepSeek and LiteLLM
 * name the cache's share beside the details.
 */
function readOpenai(usage: Members, inputName: string, outputName: string): Usage | null {
  const prompt = usage[inputName]
  if (!isCount(prompt)) return null
  const inputDetails = membersOf(usage[`${inputName}_details`])
  const outputDetails = membersOf(usage[`${outputName}_details`])
  const cacheRead = firstCount(
    inputDetails['cached_tokens'],
    usage['prompt_cache_hit_tokens'],
    usage['cache_read_input_tokens'],
  )
  const cacheWrite = firstCount(inputDetails['cache_write_tokens'], usage['cache_creation_input_tokens'])
  return {
    input: Math.max(0, prompt - cacheRead - cacheWrite),
    output: outputOf(usage, prompt, outputName),
    cacheRead,
    cacheWrite,
    cacheWriteLong: countOf(membersOf(inputDetails['cache_write_tokens_details'])['ttl_12h_tokens']),
    reasoning: countOf(outputDetails['reasoning_tokens']),
  }
}

/** Gemini and xAI count hidden reasoning in the total only; it is billed as output. */
function outputOf(usage: Members, prompt: number, name: string): number {
  return Math.max(countOf(usage[name]), countOf(usage['total_tokens']) - prompt)
}

function firstCount(...values: readonly unknown[]): number {
  return countOf(values.find(isCount))
}

function countOf(value: unknown): number {
  return isCount(value) ? value : 0
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function membersOf(value: unknown): Members {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}
