import * as z from 'zod'
import { finishReasonOf, headOf, textOf, Usage, withTotal } from './completion.ts'
import type { Asked, Completion } from './completion.ts'
import { newCallId, partsOf, ToolCall } from './tool-calls.ts'
import type { ChatToolCall } from './tool-calls.ts'

/** One event of the platform's own models: `{"response":"Hel","p":"abcd"}`, where `p` hides how long a token is. */
const Piece = z.object({
  choices: z.undefined().optional(),
  response: z.unknown().optional(),
  tool_calls: z.array(ToolCall).nullish(),
  finish_reason: z.string().nullish(),
  usage: Usage.nullish().catch(null),
})
type Piece = z.infer<typeof Piece>

type Delta = {
  content?: string
  role?: 'assistant'
  tool_calls?: readonly (ChatToolCall & { index: number })[]
}

const DONE = '[DONE]'

/**
 * Writes the events of an answer as OpenAI's chat protocol has them: events that are in that shape already pass as they
 * are, others are translated, and their end is told once `[DONE]` has come. A stream that breaks off before is left
 * without an end.
 */
export class ChatStream {
  readonly #asked: Asked
  readonly #head: ReturnType<typeof headOf>
  /** Of the tool calls that have begun: the place that the model gave them. */
  readonly #calls = new Set<number>()
  #isNative = false
  #finishReason: string | null = null
  #usage: Usage | null = null

  constructor(asked: Asked) {
    this.#asked = asked
    this.#head = headOf(asked)
  }

  /** @param data of one event @returns what to send for it */
  push(data: string): string {
    if (data === DONE) return this.#isNative ? this.#end() : event(DONE)
    const piece = Piece.safeParse(parse(data))
    return piece.success ? this.#translate(piece.data) : event(data)
  }

  #translate({ response, tool_calls: called, finish_reason: said, usage }: Piece): string {
    const content = textOf(response)
    const calls = (called ?? []).flatMap((call) => this.#continue(call))
    const role = this.#isNative ? {} : { role: 'assistant' as const }
    this.#isNative = true
    this.#finishReason = said ?? this.#finishReason
    this.#usage = usage ?? this.#usage
    if (content === '' && calls.length === 0) return ''
    const delta = { ...role, ...(content === '' ? {} : { content }) }
    return this.#chunk(calls.length === 0 ? delta : { ...delta, tool_calls: calls }, null)
  }

  /** A call comes whole, or piece by piece under its index; a last piece that says nothing ends some. */
  #continue(call: ToolCall): (ChatToolCall & { index: number })[] {
    const { name, args } = partsOf(call)
    const index = call.index ?? this.#calls.size
    if (this.#calls.has(index)) return args === '' ? [] : [{ index, function: { arguments: args } }]
    if (name === '') return []
    this.#calls.add(index)
    return [{ index, id: call.id ?? newCallId(), type: 'function', function: { name, arguments: args } }]
  }

  #end(): string {
    const reason = this.#finishReason ?? finishReasonOf(this.#calls.size > 0, this.#usage, this.#asked)
    return this.#chunk({}, reason) + event(DONE)
  }

  /** Usage comes with the end: no client stumbles over it there, and the gateway counts by it. */
  #chunk(delta: Delta, finishReason: string | null): string {
    const usage = finishReason === null || this.#usage === null ? {} : { usage: withTotal(this.#usage) }
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }]
    return event(JSON.stringify({ ...this.#head, object: 'chat.completion.chunk', choices, ...usage }))
  }
}

/** @returns an answer that came at once as the stream that was asked for */
export function streamOf({ text, calls, finishReason, usage }: Completion, asked: Asked): string {
  const stream = new ChatStream(asked)
  const piece = { response: text, tool_calls: calls, finish_reason: finishReason, usage }
  return stream.push(JSON.stringify(piece)) + stream.push(DONE)
}

function event(data: string): string {
  return `data: ${data}\n\n`
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
