import { REQUEST_ID_HEADER } from '../protocols/protocol.ts'
import type { Protocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { REFUSALS } from './refusals.ts'
import type { Refusal, RefusalShape } from './refusals.ts'
import { writeErrorBody, writeErrorEvent } from './vendor-error.ts'
import type { VendorError } from './vendor-error.ts'

/** An error answer, ready to be sent. */
export interface ErrorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** @returns a refusal as the protocol's vendor would have given it */
export function answerRefusal(protocol: Protocol, refusal: Refusal, requestId: string): ErrorAnswer {
  const shape: RefusalShape = REFUSALS[refusal.code]
  const retryAfter = secondsOf(refusal.details?.['retryAfter'])
  return {
    status: statusOf(protocol, shape),
    headers: {
      'content-type': 'application/json',
      [REQUEST_ID_HEADER[protocol]]: requestId,
      ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
      ...(shape.retry === false ? { 'x-should-retry': 'false' } : {}),
    },
    body: writeErrorBody(protocol, vendorErrorOf(protocol, refusal), requestId),
  }
}

/**
 * @param sequenceNumber of the event, where the protocol counts its events (openai-responses)
 * @returns the event with which a stream that began must end when it can not be finished
 */
export function endWithRefusal(
  protocol: Protocol,
  refusal: Refusal,
  requestId: string,
  sequenceNumber = 0,
): SseEvent {
  return writeErrorEvent(protocol, vendorErrorOf(protocol, refusal), requestId, sequenceNumber)
}

/** @returns a refusal in the words of the protocol's vendor */
export function vendorErrorOf(protocol: Protocol, { code, message, details }: Refusal): VendorError {
  const shape: RefusalShape = REFUSALS[code]
  const param = details?.['param']
  const isAnthropic = protocol === 'anthropic-messages'
  return {
    type: isAnthropic ? shape.anthropic : shape.openai,
    message,
    code: isAnthropic ? null : shape.openaiCode,
    param: typeof param === 'string' ? param : null,
  }
}

function statusOf(protocol: Protocol, { status, openaiStatus }: RefusalShape): number {
  return protocol === 'anthropic-messages' ? status : (openaiStatus ?? status)
}

function secondsOf(value: unknown): string | null {
  return typeof value === 'number' && value >= 0 ? String(Math.ceil(value)) : null
}
