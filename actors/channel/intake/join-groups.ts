import type { ChannelEvent, MessageEvent } from '@switchboard/shared-types/channel-event'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'

const MAX_ATTACHMENTS = 50

/** Joins what people see as one message; everything else stays where it is. */
export function joinGroups(events: readonly ChannelEvent[]): ChannelEvent[] {
  const joined = new Map<string, ChannelEvent>()
  for (const event of events) {
    const group = event.type === 'message' ? event.groupKey : null
    const place = group === null ? `event ${event.eventId}` : `group ${group}`
    const before = joined.get(place)
    const both = before?.type === 'message' && event.type === 'message' ? join(before, event) : event
    joined.set(place, both)
  }
  return [...joined.values()]
}

/** The part with the text gives its key: it is the one that will be edited. */
function join(first: MessageEvent, next: MessageEvent): MessageEvent {
  const named = first.text === '' && next.text !== '' ? next : first
  return {
    ...first,
    key: named.key,
    replyTo: first.replyTo ?? next.replyTo,
    text: [first.text, next.text].filter(Boolean).join('\n').slice(0, MAX_TEXT),
    html: named.html,
    attachments: [...first.attachments, ...next.attachments].slice(0, MAX_ATTACHMENTS),
  }
}
