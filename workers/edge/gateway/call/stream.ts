import type { Call } from './call.ts'
import type { StreamedAnswer } from './outcome.ts'
import type { AnswerCopy } from './answer-copy.ts'
import type { UsageReport } from '../usage/usage-reader.ts'

/** How a stream ended, for the client and for the ledger. */
export interface StreamResult {
  /** `error`: with the provider's own error event. */
  readonly end: 'ok' | 'error' | 'cut' | 'gone'
  readonly report: UsageReport
  readonly notes: readonly string[]
}

/** What a stream on its way works with. */
export interface Passage {
  readonly call: Call
  readonly answer: StreamedAnswer
  /** Gets what the client gets; null where nobody keeps it. */
  readonly copy: AnswerCopy | null
  /** Told with the first byte. */
  readonly onBegun: () => void
}

/** A stream on its way to the client. */
export interface Passing {
  readonly body: ReadableStream<Uint8Array>
  /** Never rejects. */
  readonly done: Promise<StreamResult>
}
