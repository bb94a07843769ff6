import type { Parsed, Unreadable } from '../kind.ts'

/** Understood, and of no concern. */
export const NOTHING: Parsed = { events: [], unreadable: [] }

/** @param body what was not understood: bytes as they came, or a part of what was read */
export function unreadable(reason: string, body: unknown): Unreadable {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : JSON.stringify(body)
  return { reason: reason.slice(0, 300), body: text ?? '' }
}

/** A payload, or a part of one, of which nothing was understood. */
export function onlyUnreadable(reason: string, body: unknown): Parsed {
  return { events: [], unreadable: [unreadable(reason, body)] }
}

/** Joins what the parts of a payload hold, in their order. */
export function joinParsed(parts: readonly Parsed[]): Parsed {
  return {
    events: parts.flatMap(({ events }) => events),
    unreadable: parts.flatMap((part) => part.unreadable),
  }
}
