import type { AttemptReport } from '@switchboard/shared-types/contracts/lease'
import type { Refusal } from '../errors/refusals.ts'
import type { Protocol } from '../protocols/protocol.ts'
import type { AnswerContext } from '../translate/context.ts'
import type { UsageReport } from '../usage/usage-reader.ts'
import type { ChunkReader } from './chunk-reader.ts'
import type { Cutoff } from './cutoff.ts'
import type { HeaderFields } from './headers.ts'

/** An answer that is all here, in the client's protocol. */
export interface WholeAnswer {
  readonly kind: 'whole'
  readonly status: number
  readonly headers: HeaderFields
  readonly body: Uint8Array
  /** What it says that it used; null for an error. */
  readonly usage: UsageReport | null
}

/** An answer that comes piece by piece, and of which the client has nothing yet. */
export interface StreamedAnswer {
  readonly kind: 'stream'
  readonly status: number
  readonly headers: HeaderFields
  readonly way:
    | { readonly kind: 'same'; readonly bytes: ReadableStream<Uint8Array> }
    | { readonly kind: 'translated'; readonly context: AnswerContext }
  /** What the provider speaks. */
  readonly protocol: Protocol
  /** The provider's bytes to look at, or to translate. */
  readonly reader: ChunkReader
  readonly cutoff: Cutoff
}

export type Verdict = Pick<AttemptReport, 'status' | 'reason' | 'fault' | 'retryAfterSeconds'>

/** What became of one attempt. */
export type Outcome = { readonly verdict: Verdict } & (
  | { readonly kind: 'answered'; readonly answer: WholeAnswer | StreamedAnswer }
  /** The next attempt may do better; this is what the client gets when there is none. */
  | { readonly kind: 'failed'; readonly answer: WholeAnswer | Refusal }
  /** The client went away. */
  | { readonly kind: 'gone' }
)
