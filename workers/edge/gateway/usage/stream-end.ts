import type { Protocol } from '../protocols/protocol.ts'
import type { SseEvent } from '../sse/event.ts'
import { SseParser } from '../sse/parser.ts'
import { isObject, parse } from './find-usage.ts'

/** How a stream ended: with its protocol's last event, with an error event, or without either. */
export type StreamEnd = 'complete' | 'error' | 'cut'

/** Behind the last event that matters a provider may put a ping or its own statistics. */
const LOOKED_AT = 4
const BLANK_LINE = /\n\n|\r\n\r\n|\r\r/

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
  const whole = isWhole ? tail : afterFirstEvent(tail)
  const items = [...parser.push(new TextEncoder().encode(whole)), ...parser.end()]
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : [])).slice(-LOOKED_AT)
}

function afterFirstEvent(text: string): string {
  const end = BLANK_LINE.exec(text)
  return end === null ? '' : text.slice(end.index + end[0].length)
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
