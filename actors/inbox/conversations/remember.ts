import type { ArrivedMessage, ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import { clip } from '@switchboard/kernel/text/clip'
import type { RecentMessage, Texts } from './conversation-texts.ts'

/** Messages of one conversation that are searched here and that rules are tried on; the conversation has them all. */
const RECENT_KEPT = 20
const RECENT_TEXT = 500
/** Marks by which a message that is told again is known. Rules are not asked about one that is older than all these. */
const HANDLED_KEPT = 200

/** @returns those of the messages that rules have not been asked about, oldest first */
export function unhandled(texts: Texts, arrived: readonly ArrivedMessage[]): RecentMessage[] {
  const known = new Set(texts.handled)
  const oldest = texts.handled.length >= HANDLED_KEPT ? (texts.handled[0] ?? '') : ''
  const fresh = arrived.map(asRecent).filter((one) => !known.has(markOf(one)) && markOf(one) > oldest)
  return [...new Map(fresh.map((one) => [one.id, one])).values()].toSorted(byTime)
}

function asRecent({ id, channel, author, text, at, nature }: ArrivedMessage): RecentMessage {
  const utc = new Date(at).toISOString()
  return { id, channel, author, text, at: utc, nature, analysed: false, stoppedBy: null }
}

/** Takes what a snapshot says into what is searched; `null`: it is older than what is known. */
export function withSummary(texts: Texts, snapshot: ConversationSnapshot | null): Texts {
  if (snapshot === null) return texts
  const { title, participants, summary } = snapshot.summary
  return { ...texts, title, people: participants.join(', '), summary: summary ?? '' }
}

/** Takes messages into what is searched, and remembers that rules were asked about them. */
export function withMessages(texts: Texts, messages: readonly RecentMessage[]): Texts {
  const kept = texts.recent.filter(({ id }) => !messages.some((message) => message.id === id))
  const clipped = messages.map((message) => ({ ...message, text: clip(message.text, RECENT_TEXT) }))
  const recent = [...kept, ...clipped].toSorted(byTime).slice(-RECENT_KEPT)
  const handled = [...new Set([...texts.handled, ...messages.map(markOf)])].toSorted()
  return { ...texts, recent, handled: handled.slice(-Math.max(HANDLED_KEPT, messages.length)) }
}

/** Sorts by time. */
function markOf({ at, id }: RecentMessage): string {
  return `${at} ${id}`
}

function byTime(one: RecentMessage, other: RecentMessage): number {
  return markOf(one).localeCompare(markOf(other))
}
