import type { Protocol } from '../protocols/protocol.ts'

/** What routes, limits and budgets ask about a call. */
export interface Traits {
  readonly model: string
  readonly stream: boolean
  /** By the body's bytes, never counted: see estimateTokens. */
  readonly estimatedInputTokens: number
  /** What the client allows the answer at most, over all the answers it asks for; null where it sets no bound. */
  readonly maxOutputTokens: number | null
  /** Whether the client asks for reasoning. */
  readonly thinking: boolean
  readonly images: number
  readonly tools: number
}

/** Gives the value of a top-level field, undefined where the body has none. */
export type ReadField = (name: string) => unknown

const OUTPUT_BOUNDS: Readonly<Record<Protocol, readonly string[]>> = {
  'anthropic-messages': ['max_tokens'],
  'openai-chat': ['max_completion_tokens', 'max_tokens'],
  'openai-responses': ['max_output_tokens'],
  'openai-embeddings': [],
}

/** @returns the most tokens that the answer may have, or null */
export function readMaxOutput(protocol: Protocol, read: ReadField): number | null {
  const bound = OUTPUT_BOUNDS[protocol].map(read).find((value) => typeof value === 'number')
  if (bound === undefined) return null
  const answers = protocol === 'openai-chat' ? read('n') : 1
  return bound * (typeof answers === 'number' ? answers : 1)
}

/** @returns whether the client asks the model to think */
export function readThinking(protocol: Protocol, read: ReadField): boolean {
  if (protocol === 'anthropic-messages') {
    const type = memberOf(read('thinking'), 'type')
    return type !== undefined && type !== 'disabled'
  }
  const effort = read('reasoning_effort') ?? memberOf(read('reasoning'), 'effort')
  return typeof effort === 'string' && effort !== 'none'
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
