import type { Protocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { SseParser } from '../sse/parser.ts'
import { isObject, parse } from './find-usage.ts'

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
  if (protocol !== 'openai-responses') return null
  return type === 'response.completed' || type === 'response.incomplete' ? 'complete' : null
}
