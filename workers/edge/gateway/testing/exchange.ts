import type { ChatProtocol } from '../protocols/protocol.ts'
import { ANTHROPIC, OPENAI } from '../translate/dialect.ts'
import type { Dialect } from '../translate/dialect.ts'
import { translateRequest } from '../translate/request.ts'
import type { TranslatedRequest } from '../translate/request.ts'
import { StreamTranslator } from '../translate/stream.ts'
import { translateAnswer } from '../translate/answer.ts'
import type { AnswerContext } from '../translate/context.ts'
import { SseParser } from '../sse/parser.ts'
import type { SseEvent } from '../sse/event.ts'
import { cut, encode, parseJson } from './bytes.ts'

export const MODEL = 'the-model'

/** @returns a request translated for a provider that takes everything of its protocol; fails the test where it is refused */
export function translated(
  from: ChatProtocol,
  to: ChatProtocol,
  request: unknown,
  dialect: Partial<Dialect> = {},
): TranslatedRequest {
  const full = { ...(to === 'anthropic-messages' ? ANTHROPIC : OPENAI), ...dialect }
  const result = translateRequest({
    from,
    to,
    request,
    model: MODEL,
    dialect: full,
    estimatedInputTokens: 123,
  })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** @returns why a request is not translated; fails the test where it is */
export function refusalOf(from: ChatProtocol, to: ChatProtocol, request: unknown): string {
  const dialect = to === 'anthropic-messages' ? ANTHROPIC : OPENAI
  const result = translateRequest({ from, to, request, model: MODEL, dialect, estimatedInputTokens: 1 })
  if (result.ok) throw new Error('the request was translated')
  return `${result.error.code} ${result.error.message}`
}

/** @returns the fields of which a request lost something, with what became of them */
export function lossesOf({ notes }: TranslatedRequest): string[] {
  return notes.map(({ fate, field }) => `${fate}: ${field}`)
}

/** @returns what an answer needs, for a request that says nothing special */
export function contextOf(
  client: ChatProtocol,
  provider: ChatProtocol,
  changes: Partial<AnswerContext> = {},
): AnswerContext {
  return {
    client,
    provider,
    request: {},
    longNames: new Map(),
    customTools: new Set(),
    wantsUsage: true,
    model: MODEL,
    created: 1_790_000_000,
    estimatedInputTokens: 123,
    ...changes,
  }
}

/** @returns an answer's body for the client; fails the test where it is none */
export function answered(context: AnswerContext, answer: unknown): Readonly<Record<string, unknown>> {
  const result = translateAnswer(context, answer)
  if (!result.ok) throw new Error(result.error.message)
  return result.value.body
}

/** @returns the client's events for a provider's stream that is cut into pieces of these lengths */
export function streamed(
  context: AnswerContext,
  stream: string,
  lengths: readonly number[] = [],
): SseEvent[] {
  const translator = new StreamTranslator(context, 'req_1')
  const text = [
    ...cut(encode(stream), lengths).map((piece) => translator.push(piece)),
    translator.end(),
  ].join('')
  return eventsOf(text)
}

/** @returns the data of the client's events, `[DONE]` as it is */
export function dataOf(events: readonly SseEvent[]): unknown[] {
  return events.map(({ data }) => (data === '[DONE]' ? data : parseJson(data)))
}

export function eventsOf(stream: string): SseEvent[] {
  const parser = new SseParser()
  const items = [...parser.push(encode(stream)), ...parser.end()]
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))
}

/** @returns a stream of events whose names are their types */
export function named(...events: readonly { readonly type: string }[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

/** @returns a stream of OpenAI chat chunks with its last line */
export function chunked(...chunks: readonly object[]): string {
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`
}
