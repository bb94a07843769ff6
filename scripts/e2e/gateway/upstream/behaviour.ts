import type { UpstreamCall } from './call.ts'
import type { Reply } from './reply.ts'

/**
 * What comes after the last byte: the proper end, one in good order though something is missing, a connection that
 * breaks, or nothing more on one that stays open.
 */
type Ending = 'proper' | 'early' | 'reset' | 'hang'

/** How one call is answered; what is not named is as a good provider does it. */
export interface Behaviour {
  /** Before the first byte, in ms. */
  readonly delayMs?: number
  /** Between two pieces of the body, in ms. */
  readonly gapMs?: number
  /** No answer at all. */
  readonly silent?: 'reset' | 'hang'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly reply?: Reply
  /** In the place of a reply. */
  readonly body?: string | Uint8Array
  /** Changes the events of a stream, or cuts them anew. */
  readonly pieces?: (events: readonly string[], call: UpstreamCall) => readonly (string | Uint8Array)[]
  readonly ending?: Ending
}

/** How the next calls are answered, the last one for ever; or an answer to each call. */
export type Script = readonly Behaviour[] | ((call: UpstreamCall) => Behaviour)

const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  503: 'api_error',
  529: 'overloaded_error',
}

export const OVERLOADED = 'Overloaded: 漢字'

/** @returns an error's body in the words of the vendor whose path was called */
export function errorBody(path: string, status: number, message = OVERLOADED): string {
  if (path.startsWith('/v1/messages')) {
    const type = ANTHROPIC_TYPES[status] ?? 'api_error'
    // White space and an unknown member, which nobody may tidy up on the way.
    return `{"type": "error",  "error": {"type": "${type}", "message": ${JSON.stringify(message)}, "x": null}, "request_id": "req_011C"}\n`
  }
  const type = status === 429 ? 'requests' : status < 500 ? 'invalid_request_error' : 'server_error'
  return `{\n  "error": {"message": ${JSON.stringify(message)}, "type": "${type}", "param": null, "code": null, "x": [1]}\n}\n`
}

/** A refusal in the vendor's words. */
export function refuses(status: number, headers: Readonly<Record<string, string>> = {}): Script {
  return ({ path }) => ({ status, headers, body: errorBody(path, status) })
}

/** The same, for so many calls. */
export function refusesTimes(times: number, status: number, then: Behaviour = {}): Script {
  let left = times
  return ({ path }) => (left-- > 0 ? { status, body: errorBody(path, status) } : then)
}

/** A stream that breaks after so many events. */
export function cutAfter(events: number, rest: Behaviour = {}): Behaviour {
  return { ...rest, pieces: (all) => all.slice(0, events), ending: 'reset' }
}

/** A stream that ends in good order after so many events, though its protocol's own end is missing. */
export function endsAfter(events: number): Behaviour {
  return { pieces: (all) => all.slice(0, events), ending: 'early' }
}

/** A stream that is told in the middle that the provider has too much to do. */
export function failsAfter(events: number): Behaviour {
  return {
    pieces: (all, { path }) => [...all.slice(0, events), errorEvent(path)],
    ending: 'early',
  }
}

function errorEvent(path: string): string {
  const data = errorBody(path, path.startsWith('/v1/messages') ? 529 : 500).replaceAll('\n', '')
  return path.startsWith('/v1/messages') ? `event: error\ndata: ${data}\n\n` : `data: ${data}\n\n`
}

/** Every byte in a piece of its own, so that every character and every event is split. */
export const BYTE_BY_BYTE: Behaviour = {
  pieces: (events) => Array.from(Buffer.from(events.join('')), (byte) => Uint8Array.of(byte)),
}
