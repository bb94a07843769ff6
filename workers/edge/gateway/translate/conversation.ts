/**
 * What the three protocols say about a call, in none of their words: each has a reader into it and a writer out of it.
 * What can not be said here, or not by the other side, is lost by the table in fields.ts, never in passing.
 */
export interface Conversation {
  readonly stream: boolean
  readonly turns: readonly Turn[]
  readonly tools: readonly Tool[]
  readonly toolChoice: ToolChoice | null
  readonly parallelToolCalls: boolean | null
  readonly maxOutputTokens: number | null
  readonly stop: readonly string[]
  readonly temperature: number | null
  readonly topP: number | null
  readonly reasoning: Reasoning
  readonly format: Format | null
  /** How long the answer should be: OpenAI's word, null where unset. */
  readonly verbosity: string | null
  /** Who the provider's abuse detection should see. */
  readonly user: string | null
  /** Whether the client of a chat stream asked for its usage. */
  readonly wantsUsage: boolean
}

export type Role = 'system' | 'developer' | 'user' | 'assistant'

/** One entry; a system or developer turn stays where it stands among the others. */
export interface Turn {
  readonly role: Role
  readonly parts: readonly Part[]
}

export type Part =
  | TextPart
  | ImagePart
  | DocumentPart
  | ToolCallPart
  | ToolResultPart
  | ThinkingPart
  | RefusalPart

/** Everything before it may be cached; `ttl` null is the provider's default. */
export interface CacheMark {
  readonly ttl: '5m' | '1h' | null
}

export interface TextPart {
  readonly kind: 'text'
  readonly text: string
  readonly cache: CacheMark | null
}

export type Source =
  | { readonly by: 'url'; readonly url: string }
  | { readonly by: 'data'; readonly mediaType: string; readonly data: string }
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'file'; readonly id: string }

export type ImageSource = Exclude<Source, { readonly by: 'text' }>

export interface ImagePart {
  readonly kind: 'image'
  readonly source: ImageSource
  /** How closely the model should look: OpenAI's word, null where unset. */
  readonly detail: string | null
  readonly cache: CacheMark | null
}

export interface DocumentPart {
  readonly kind: 'document'
  readonly source: Source
  readonly name: string | null
  readonly cache: CacheMark | null
}

export interface ToolCallPart {
  readonly kind: 'toolCall'
  readonly id: string
  readonly name: string
  /** JSON, or for a custom tool any text. */
  readonly input: string
  readonly custom: boolean
  readonly cache: CacheMark | null
}

/** What a person, or a tool, can show. */
export type ShownPart = TextPart | ImagePart | DocumentPart

export interface ToolResultPart {
  readonly kind: 'toolResult'
  readonly id: string
  readonly parts: readonly ShownPart[]
  readonly isError: boolean
  readonly cache: CacheMark | null
}

export interface ThinkingPart {
  readonly kind: 'thinking'
  readonly text: string
}

export interface RefusalPart {
  readonly kind: 'refusal'
  readonly text: string
}

export interface Tool {
  readonly name: string
  readonly description: string | null
  /** JSON Schema of the input; for a custom tool, whose input is text, its grammar in the words of OpenAI's responses. */
  readonly schema: unknown
  readonly strict: boolean | null
  readonly custom: boolean
  readonly cache: CacheMark | null
}

export type ToolChoice =
  | { readonly mode: 'auto' | 'none' | 'required' }
  | { readonly mode: 'tool'; readonly name: string }

export type Effort = 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

export interface Reasoning {
  /** Null where the client does not say. */
  readonly mode: 'off' | 'on' | null
  readonly effort: Effort | null
  /** The most tokens to think with, where the client names a number. */
  readonly budget: number | null
  /** Whether the client asks to see a summary of it. */
  readonly summary: boolean
}

export interface Format {
  readonly name: string | null
  readonly description: string | null
  /** Null where any JSON will do. */
  readonly schema: unknown
  readonly strict: boolean | null
}
