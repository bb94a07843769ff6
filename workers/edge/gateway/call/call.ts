import type { ProviderFetch } from '@switchboard/shared-types/contracts/workers-ai'
import type { Trace } from '@switchboard/shared-types/trace'
import type { ClientWatch } from '../endpoints/client-watch.ts'
import type { Inspection } from '../inspect/inspect.ts'
import type { HeaderFields } from './headers.ts'
import type { Protocol } from '../protocols/protocol.ts'

/** One model call, as the client asks for it. */
export interface Call {
  readonly protocol: Protocol
  /** Behind `/v1`: the protocol's own, or `/messages/count_tokens`. */
  readonly path: string
  /** The query with its question mark; empty where there is none. */
  readonly search: string
  readonly headers: Readonly<HeaderFields>
  readonly body: Uint8Array<ArrayBuffer>
  readonly inspection: Inspection
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string
  readonly client: ClientWatch
  /** Asks a provider. */
  readonly fetch: ProviderFetch
  readonly trace: Trace
  /** Unix milliseconds. */
  readonly startedAt: number
}

/** Keeps the Worker alive until a promise is settled, whether or not the client still waits; it must not reject. */
export type KeepAlive = (work: Promise<void>) => void
