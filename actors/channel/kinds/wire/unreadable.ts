import type { Parsed, Unreadable } from '../kind.ts'

/** Understood, and of no concern. */
export const NOTHING: Parsed = { events: [], unreadable: [] }

/** Keeps what was not understood, as text. @param value bytes or text as it came, or a part of what was read */
export function unreadable(reason: string, value: unknown): Unreadable {
  return { reason: reason.slice(0, 300), body: bodyOf(value) }
}

/** A payload, or a part of one, of which nothing was understood. */
export function onlyUnreadable(reason: string, value: unknown): Parsed {
  return { events: [], unreadable: [unreadable(reason, value)] }
}

/** Joins what the parts of a payload hold, in their order. */
export function joinParsed(parts: readonly Parsed[]): Parsed {
  return {
    events: parts.flatMap(({ events }) => events),
    unreadable: parts.flatMap((part) => part.unreadable),
  }
}

function bodyOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : jsonOf(value)
}

/** What is nested deeper than the stack holds can be read, but not written again. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return 'It is nested too deeply to be shown.'
  }
}
