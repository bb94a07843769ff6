import type { Protocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'

/** What an error body says, in the words of its own protocol; Anthropic knows neither code nor param. */
export interface VendorError {
  readonly type: string
  readonly message: string
  readonly code: string | null
  readonly param: string | null
}

/** @returns an error body of the protocol, as JSON */
export function writeErrorBody(protocol: Protocol, error: VendorError, requestId: string): string {
  if (protocol !== 'anthropic-messages') return JSON.stringify({ error: openaiError(error) })
  const { type, message } = error
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: requestId })
}

/**
 * @param sequenceNumber only the responses protocol counts its events
 * @returns the event that ends a stream of the protocol with an error; after it nothing is sent, no `[DONE]` either,
 *   which would read as a complete answer
 */
export function writeErrorEvent(
  protocol: Protocol,
  error: VendorError,
  requestId: string,
  sequenceNumber: number,
): SseEvent {
  if (protocol === 'openai-responses') {
    const { message, param } = error
    const code = error.code ?? error.type
    const event = { type: 'error', code, message, param, sequence_number: sequenceNumber }
    return { name: 'error', data: JSON.stringify(event) }
  }
  const data = writeErrorBody(protocol, error, requestId)
  return { name: protocol === 'anthropic-messages' ? 'error' : null, data }
}

function openaiError({ type, message, code, param }: VendorError): Record<string, string | null> {
  return { message, type, param, code }
}
