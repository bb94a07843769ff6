import type { ChatProtocol } from '../protocols/protocol.ts'
import type { Members } from './json.ts'
import type { LongNames } from './tool-names.ts'

/** What the translation of an answer must know of the request that it answers. */
export interface AnswerContext {
  /** What the client speaks. */
  readonly client: ChatProtocol
  /** What the provider speaks. */
  readonly provider: ChatProtocol
  /** The request as the client sent it: responses repeat much of it. */
  readonly request: Members
  readonly longNames: LongNames
  /** The names of the client's custom tools, which are functions to a provider without them. */
  readonly customTools: ReadonlySet<string>
  /** Whether the client of a chat stream asked for its usage. */
  readonly wantsUsage: boolean
  /** The provider's model, for answers that do not name it. */
  readonly model: string
  /** When the request came, in Unix seconds, for answers that do not say. */
  readonly created: number
  /** For streams to Anthropic's clients, which count the input in the first event, where other providers do not yet. */
  readonly estimatedInputTokens: number
}
