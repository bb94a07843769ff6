import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'

const Members = z.record(z.string(), z.unknown())

/**
 * `served`: the whole of an answer that is paid for. `refused`: an error. `broken`: the upstream broke it itself.
 * `aborted`: the client went away.
 */
export type Outcome = 'running' | 'served' | 'refused' | 'broken' | 'aborted'

/** A request that the upstream has seen, and what became of it. */
export class UpstreamCall {
  readonly number: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** The body's bytes as they came. */
  readonly bytes: Buffer
  /** Milliseconds since the epoch; fractions count. */
  readonly at = performance.timeOrigin + performance.now()
  readonly #sent: Uint8Array[] = []
  outcome: Outcome = 'running'
  /** When it ended, as `at`. */
  endedAt: number | null = null
  /** What a served answer said that it took. */
  usage: TokenUsage | null = null

  constructor(
    number: number,
    request: { method: string; url: string; headers: IncomingHttpHeaders; bytes: Buffer },
  ) {
    const [path = '/', query = ''] = request.url.split('?')
    this.number = number
    this.method = request.method
    this.path = path
    this.query = query
    this.headers = request.headers
    this.bytes = request.bytes
  }

  /** The credential, wherever it stands. */
  get key(): string {
    const { authorization, 'x-api-key': key } = this.headers
    return typeof key === 'string' ? key : (authorization ?? '').replace(/^Bearer /, '')
  }

  get body(): Readonly<Record<string, unknown>> {
    return this.bytes.length === 0 ? {} : Members.parse(JSON.parse(this.bytes.toString()))
  }

  get model(): string {
    return z.string().catch('').parse(this.body['model'])
  }

  get streams(): boolean {
    return this.body['stream'] === true
  }

  /** Everything that was written as the answer's body. */
  get sent(): Buffer {
    return Buffer.concat(this.#sent)
  }

  note(piece: Uint8Array): void {
    this.#sent.push(piece)
  }

  end(outcome: Outcome): void {
    if (this.outcome !== 'running') return
    this.outcome = outcome
    this.endedAt = performance.timeOrigin + performance.now()
  }
}
