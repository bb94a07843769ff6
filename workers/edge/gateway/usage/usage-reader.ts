import type { Protocol } from '../protocols/protocol.ts'
import { ByteEnds } from './byte-ends.ts'
import { findFirstUsage, findLastUsage } from './find-usage.ts'
import type { UsageObject } from './find-usage.ts'
import { readUsage } from './read-usage.ts'
import { readStreamEnd } from './stream-end.ts'
import type { StreamEnd } from './stream-end.ts'
import type { Usage } from './usage.ts'

/** What the bytes of an answer said about themselves. */
export interface UsageReport {
  readonly end: StreamEnd
  /** Null where the provider told none, as OpenAI without `stream_options.include_usage`. */
  readonly usage: Usage | null
  /** False where the output is estimated by its bytes, because the stream ended before its count. */
  readonly exact: boolean
  readonly bytes: number
}

/** What a delta of each protocol weighs per token, its wrapping included; only where nothing better is known. */
const STREAM_BYTES_PER_TOKEN: Readonly<Record<Protocol, number>> = {
  'anthropic-messages': 40,
  'openai-chat': 200,
  'openai-responses': 150,
  'openai-embeddings': Number.POSITIVE_INFINITY,
}

/**
 * Reads the usage of a stream from its bytes as they pass, decoded but otherwise untouched: it keeps the ends of the
 * stream and looks at them once, when it is over.
 */
export class UsageReader {
  readonly #protocol: Protocol
  readonly #ends = new ByteEnds()

  constructor(protocol: Protocol) {
    this.#protocol = protocol
  }

  push(chunk: Uint8Array): void {
    this.#ends.push(chunk)
  }

  /** The last bytes so far, decoded. */
  tail(): string {
    return this.#ends.tail()
  }

  /** @returns the report; call it once, after the last chunk or after the stream broke */
  finish(): UsageReport {
    const tail = this.#ends.tail()
    const last = findLastUsage(this.#protocol, tail)
    const end = this.#endOf(tail, last)
    const report = { end, exact: true, bytes: this.#ends.length }
    if (this.#protocol !== 'anthropic-messages') return { ...report, usage: readUsage(this.#protocol, last) }
    const usage = readUsage(this.#protocol, this.#merge(last))
    if (usage === null || end === 'complete') return { ...report, usage }
    const output = Math.max(usage.output, estimateStreamedTokens(this.#protocol, this.#ends.length))
    return { ...report, usage: { ...usage, output }, exact: false }
  }

  /** Anthropic counts the input in its first event and repeats in its last one what has changed. */
  #merge(last: UsageObject | null): UsageObject {
    const first = findFirstUsage(this.#protocol, this.#ends.head())
    const changed = Object.entries(last ?? {}).filter(([, value]) => value !== null)
    return { ...first, ...Object.fromEntries(changed) }
  }

  /** The last event of the responses protocol repeats the whole answer, so its beginning may be out of sight. */
  #endOf(tail: string, usage: UsageObject | null): StreamEnd {
    const end = readStreamEnd(this.#protocol, tail, this.#ends.isWhole)
    const isLastSeen = this.#protocol === 'openai-responses' && usage !== null
    return end === 'cut' && isLastSeen ? 'complete' : end
  }
}

/** @returns roughly how many tokens so many bytes of a stream held, for streams that nobody counted */
export function estimateStreamedTokens(protocol: Protocol, bytes: number): number {
  return Math.ceil(bytes / STREAM_BYTES_PER_TOKEN[protocol])
}
