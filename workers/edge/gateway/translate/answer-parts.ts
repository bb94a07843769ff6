import type { ProviderError } from '../errors/provider-error.ts'
import type { Usage } from '../usage/usage.ts'

/** Why a model stopped. */
export type Stop = 'end' | 'length' | 'tool' | 'sequence' | 'refusal' | 'pause' | 'filter'

export type AnswerPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | AnsweredCall

export interface AnsweredCall {
  readonly kind: 'toolCall'
  readonly id: string
  readonly name: string
  /** JSON, or for a custom tool any text. */
  readonly input: string
  readonly custom: boolean
}

/** A whole answer, in the words of no protocol. */
export interface Answer {
  readonly id: string
  readonly model: string
  /** Unix seconds. */
  readonly created: number
  readonly parts: readonly AnswerPart[]
  readonly stop: Stop
  readonly stopSequence: string | null
  readonly usage: Usage | null
}

/** What the next event of a stream brings. Calls are told apart by an index of the provider's own. */
export type Delta =
  | {
      readonly kind: 'start'
      readonly id: string
      readonly model: string
      readonly created: number
      readonly usage: Usage | null
    }
  | { readonly kind: 'text' | 'thinking' | 'refusal'; readonly text: string }
  | {
      readonly kind: 'call'
      readonly index: number
      readonly id: string
      readonly name: string
      readonly custom: boolean
    }
  | { readonly kind: 'input'; readonly index: number; readonly text: string }
  | { readonly kind: 'called'; readonly index: number }
  | { readonly kind: 'stop'; readonly stop: Stop; readonly stopSequence: string | null }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly error: ProviderError }
  /** A sign of life. */
  | { readonly kind: 'idle' }
