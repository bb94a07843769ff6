import type { ArrivedMessage, ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import { clip } from '@switchboard/kernel/text/clip'
import type { RecentMessage, Texts } from './conversation-texts.ts'

/** Messages of one conversation that are searched here and that rules are tried on; the conversation has them all. */
const RECENT_KEPT = 20
const RECENT_TEXT = 500
/** Ids by which a message that is told again is known. One that is older than all of these was told before. */
const HANDLED_KEPT = 200

/** @returns those of the messages that rules have not been asked about, oldest first */
export function unhandled(texts: Texts, arrived: readonly ArrivedMessage[]): RecentMessage[] {
  const known = new Set(texts.handled)
  const oldest = texts.handled.length >= HANDLED_KEPT ? (texts.handled[0] ?? '') : ''
  const fresh = new Map(arrived.filter(({ id }) => !known.has(id) && id > oldest).map((one) => [one.id, one]))
  return [...fresh.values()].map(asRecent).toSorted(byTime)
}

function asRecent({ id, channel, author, text, at, nature }: ArrivedMessage): RecentMessage {
  return { id, channel, author, text, at, nature, analysed: false, stoppedBy: null }
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
  const handled = [...new Set([...texts.handled, ...messages.map(({ id }) => id)])].toSorted()
  return { ...texts, recent, handled: handled.slice(-Math.max(HANDLED_KEPT, messages.length)) }
}

function byTime(one: { at: string; id: string }, other: { at: string; id: string }): number {
  return one.at.localeCompare(other.at) || one.id.localeCompare(other.id)
}
