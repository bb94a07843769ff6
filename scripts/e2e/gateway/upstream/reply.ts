import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'

/** Something that a model does in an answer. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string; readonly signature?: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly input: object }

/** What a model answers, in no vendor's words. */
export interface Reply {
  readonly parts: readonly Part[]
  readonly usage: TokenUsage
  /** `length`: it ran into its bound. A reply with calls ends for them. */
  readonly stop: 'end' | 'length'
}

/** How a provider of one protocol tells a reply. */
export interface Writer {
  /** The body of the whole answer. */
  json(reply: Reply, call: Asked): object
  /** The stream, one SSE event each. */
  events(reply: Reply, call: Asked): string[]
}

/** What of a request its answer repeats. */
export interface Asked {
  readonly model: string
  /** Numbers the calls of a server. */
  readonly number: number
  readonly body: Readonly<Record<string, unknown>>
}

const NO_USAGE: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  reasoning: 0,
}

/** @returns a usage with what is not named at nothing */
export function usage(tokens: Partial<TokenUsage>): TokenUsage {
  return { ...NO_USAGE, ...tokens }
}

export const HELLO: Reply = {
  parts: [{ kind: 'text', text: 'Hello there, dear friend of 漢字 and 🦊🦊.' }],
  usage: usage({ input: 40, output: 9, cacheRead: 60 }),
  stop: 'end',
}

/** @returns a reply of so many words, one event each */
export function words(count: number): Reply {
  const text = Array.from({ length: count }, (_, n) => `word${n} `).join('')
  return { ...HELLO, parts: [{ kind: 'text', text }], usage: usage({ input: 12, output: count }) }
}

/** @returns a text as models speak it, word by word */
export function spoken(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}

/** @returns JSON as models write it, in pieces that end anywhere */
export function written(input: object): string[] {
  return Array.from(JSON.stringify(input).matchAll(/[^]{1,7}/gu), ([piece]) => piece)
}

/** An event of a stream that has a name. */
export interface NamedEvent {
  readonly type: string
  readonly [member: string]: unknown
}

/** @returns an event of a stream whose name is its type */
export function named(event: NamedEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** @returns an event of a stream without a name */
export function unnamed(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

/** @returns the answer's text parts as one */
export function textOf({ parts }: Reply): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
}
