import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Protocol } from '../protocols/protocol.ts'
import { estimateStreamedTokens } from '../usage/usage-reader.ts'
import type { UsageReport } from '../usage/usage-reader.ts'
import type { Call } from './call.ts'

export const NOTHING_USED: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  reasoning: 0,
}

/** Of JSON that is no stream. */
const BYTES_PER_TOKEN = 4

/** What an answer used, counted by its provider or estimated here. */
export interface Used {
  readonly usage: TokenUsage
  readonly exact: boolean
}

/**
 * @param report what the answer's bytes said; where the provider counted nothing, it is estimated by their number
 */
export function usedBy({ usage, exact, bytes }: UsageReport, call: Call, isStream: boolean): Used {
  if (usage !== null) return { usage, exact }
  const { protocol, inspection } = call
  const input = inspection.traits.estimatedInputTokens
  const output = isStream ? estimateStreamedTokens(protocol, bytes) : wholeTokens(protocol, bytes)
  return { usage: { ...NOTHING_USED, input, output }, exact: false }
}

function wholeTokens(protocol: Protocol, bytes: number): number {
  return protocol === 'openai-embeddings' ? 0 : Math.ceil(bytes / BYTES_PER_TOKEN)
}
