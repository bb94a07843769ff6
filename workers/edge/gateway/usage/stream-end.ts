import type { Protocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { SseParser } from '../sse/parser.ts'
import { isObject, parse } from './find-usage.ts'
import type { UsageObject } from './find-usage.ts'

/** How a stream ended: with its protocol's last event, with an error event, or without either. */
export type StreamEnd = 'complete' | 'error' | 'cut'

/** Behind the last event that matters a provider may put pings, comments or its own statistics. */
const LOOKED_AT = 8

/**
 * @param tail the stream's last bytes
 * @param isWhole whether they are all of them; else the first event may lack its beginning
 */
export function readStreamEnd(protocol: Protocol, tail: string, isWhole: boolean): StreamEnd {
  const ends = new Set(lastEvents(tail, isWhole).map((event) => endOf(protocol, event)))
  if (ends.has('error')) return 'error'
  return ends.has('complete') ? 'complete' : 'cut'
}

/** @returns whether the first bytes of a stream hold an error event before any other */
export function beginsWithError(protocol: Protocol, first: Uint8Array): boolean {
  if (!new TextDecoder().decode(first).includes('error')) return false
  const item = new SseParser().push(first).find(({ kind }) => kind === 'event')
  return item?.kind === 'event' && endOf(protocol, item.event) === 'error'
}

function lastEvents(tail: string, isWhole: boolean): SseEvent[] {
  const parser = new SseParser()
  const items = [...parser.push(new TextEncoder().encode(lastPart(tail, isWhole))), ...parser.end()]
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : [])).slice(-LOOKED_AT)
}

/** Cuts off, at blank lines, what is not looked at, and the rest of an event whose beginning is out of sight. */
function lastPart(text: string, isWhole: boolean): string {
  const blank = text.includes('\r') ? '\r\n\r\n' : '\n\n'
  let from = text.length
  for (let seen = 0; seen <= LOOKED_AT; seen++) {
    const end = from === 0 ? -1 : text.lastIndexOf(blank, from - 1)
    if (end === -1) return isWhole ? text : text.slice(afterFirst(text, blank))
    from = end
  }
  return text.slice(from + blank.length)
}

function afterFirst(text: string, blank: string): number {
  const end = text.indexOf(blank)
  return end === -1 ? text.length : end + blank.length
}

function endOf(protocol: Protocol, { name, data }: SseEvent): StreamEnd | null {
  if (data === '[DONE]') return protocol === 'openai-chat' ? 'complete' : null
  const body = parse(data)
  if (!isObject(body)) return null
  const type = body['type'] ?? name
  if (type === 'error' || isObject(body['error']) || type === 'response.failed') return 'error'
  if (protocol === 'anthropic-messages') return type === 'message_stop' ? 'complete' : null
  if (protocol === 'openai-chat') return hasFinished(body) ? 'complete' : null
  return type === 'response.completed' || type === 'response.incomplete' ? 'complete' : null
}

/** Several compatible servers leave `[DONE]` out; whoever has said why it stopped has said everything. */
function hasFinished(body: UsageObject): boolean {
  const choices: unknown = body['choices']
  if (!Array.isArray(choices)) return false
  return choices.some((choice) => isObject(choice) && typeof choice['finish_reason'] === 'string')
}

/**
 * @param tail the last bytes of a stream that broke
 * @returns what must stand before one more event, and the number that it has where the protocol counts its events
 */
export function continuationOf(tail: string): { readonly gap: string; readonly sequenceNumber: number } {
  const isBetweenEvents = tail === '' || /(?:\r\n\r\n|\n\n|\r\r)$/.test(tail)
  const last = tail
    .matchAll(/"sequence_number"\s*:\s*(?<number>\d+)/g)
    .toArray()
    .at(-1)
  const number = last?.groups?.['number']
  return {
    gap: isBetweenEvents ? '' : '\n\n',
    sequenceNumber: number === undefined ? 0 : Number(number) + 1,
  }
}
