import { newId } from './ids.ts'

/** Carried edge -> actor -> actor as the second argument of every RPC, and written on every log line. */
export interface Trace {
  /** `req_...`: given to the client as X-Request-Id. An actor that wakes by its own alarm starts a new one. */
  readonly requestId: string
  /** The way so far, outermost first: `edge`, `inbox`, `feed`. */
  readonly via: readonly string[]
}

export function startTrace(origin: string, requestId: string = newId('req')): Trace {
  return { requestId, via: [origin] }
}

export function continueTrace(trace: Trace, hop: string): Trace {
  return { requestId: trace.requestId, via: [...trace.via, hop] }
}
