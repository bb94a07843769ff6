import * as z from 'zod'
import { ToolCall, wholeCall } from './tool-calls.ts'
import type { ChatToolCall } from './tool-calls.ts'

export const Usage = z.looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() })
export type Usage = z.infer<typeof Usage>

/** What the platform's own models answer: https://developers.cloudflare.com/workers-ai/models/ */
const NativeAnswer = z.object({
  /** A string; an object where a schema was asked for. */
  response: z.unknown().optional(),
  tool_calls: z.array(ToolCall).nullish(),
  finish_reason: z.string().nullish(),
  usage: Usage.nullish().catch(null),
})
/** What newer models answer. */
const ChatAnswer = z.looseObject({ choices: z.array(z.unknown()) })

/** What an answer does not say of itself. */
export interface Asked {
  readonly model: string
  /** Null where the request sets no bound. */
  readonly maxTokens: number | null
}

/** An answer of OpenAI's chat protocol, as far as it is made here. */
export interface Completion {
  readonly id: string
  readonly created: number
  readonly model: string
  readonly text: string
  readonly calls: readonly Required<ChatToolCall>[]
  readonly finishReason: string
  readonly usage: Usage | null
}

/** @returns the platform's own answer; `chat` for one that is in OpenAI's shape already; null for neither */
export function readAnswer(answer: unknown, asked: Asked): Completion | 'chat' | null {
  if (ChatAnswer.safeParse(answer).success) return 'chat'
  const native = NativeAnswer.safeParse(answer)
  if (!native.success) return null
  const { response, tool_calls: called, finish_reason: said, usage = null } = native.data
  const calls = (called ?? []).map(wholeCall)
  if (response === undefined && calls.length === 0) return null
  return {
    ...headOf(asked),
    text: textOf(response),
    calls,
    finishReason: said ?? finishReasonOf(calls.length > 0, usage, asked),
    usage,
  }
}

/** The id, time and model of an answer that names none. */
export function headOf({ model }: Asked): Pick<Completion, 'id' | 'created' | 'model'> {
  return { id: `chatcmpl-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1000), model }
}

/** The platform's own models do not say why they ended: an answer as long as it may be was cut. */
export function finishReasonOf(hasCalls: boolean, usage: Usage | null, { maxTokens }: Asked): string {
  if (hasCalls) return 'tool_calls'
  return usage !== null && maxTokens !== null && usage.completion_tokens >= maxTokens ? 'length' : 'stop'
}

export function writeCompletion({
  id,
  created,
  model,
  text,
  calls,
  finishReason,
  usage,
}: Completion): object {
  const content = text === '' && calls.length > 0 ? null : text
  const message = { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) }
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    ...(usage === null ? {} : { usage: withTotal(usage) }),
  }
}

export function withTotal(usage: Usage): Usage {
  return { total_tokens: usage.prompt_tokens + usage.completion_tokens, ...usage }
}

/** @returns the text of an answer or of a piece of it, whatever JSON it came as */
export function textOf(response: unknown): string {
  if (response === undefined || response === null) return ''
  return typeof response === 'string' ? response : JSON.stringify(response)
}
