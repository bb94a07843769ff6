import type {
  ArrivedMessage,
  ChangedMessage,
  ConversationSnapshot,
} from '@switchboard/shared-types/contracts/conversation'
import { clip } from '@switchboard/kernel/text/clip'
import type { RecentMessage, Texts } from './conversation-texts.ts'

/** Messages of one conversation that are searched here and that rules are tried on; the conversation has them all. */
const RECENT_KEPT = 20
const RECENT_TEXT = 500
/** Marks by which a message that is told again is known. Rules are not asked about one that is older than all these. */
const HANDLED_KEPT = 200

/** @returns those of the messages that rules have not been asked about, oldest first */
export function unhandled(
  texts: Texts,
  { arrived, version }: Pick<ConversationSnapshot, 'arrived' | 'version'>,
): RecentMessage[] {
  const known = new Set(texts.handled)
  const oldest = texts.handled.length >= HANDLED_KEPT ? (texts.handled[0] ?? '') : ''
  const told = arrived.map((message) => asRecent(message, version))
  const fresh = told.filter((one) => !known.has(markOf(one)) && markOf(one) > oldest)
  return [...new Map(fresh.map((one) => [one.id, one])).values()].toSorted(byTime)
}

function asRecent({ id, channel, author, text, at, nature }: ArrivedMessage, version: number): RecentMessage {
  const utc = new Date(at).toISOString()
  return { id, channel, author, text, at: utc, nature, version, analysed: false, stoppedBy: null }
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
  const clipped = messages.map((message) => newest(texts, message))
  const recent = [...kept, ...clipped].toSorted(byTime).slice(-RECENT_KEPT)
  const handled = [...new Set([...texts.handled, ...messages.map(markOf)])].toSorted()
  return { ...texts, recent, handled: handled.slice(-Math.max(HANDLED_KEPT, messages.length)) }
}

/** What a message said later stays, where the snapshot that it arrived with is late. */
function newest({ recent }: Texts, message: RecentMessage): RecentMessage {
  const known = recent.find(({ id }) => id === message.id)
  const said = known !== undefined && known.version > message.version ? known : message
  return { ...message, text: clip(said.text, RECENT_TEXT), version: said.version }
}

/**
 * Takes edits and deletions into what is searched; rules are not asked about them. An older snapshot brings back
 * nothing that a newer one took away.
 */
export function withChanges(texts: Texts, snapshot: ConversationSnapshot, isNewer: boolean): Texts {
  const { changed = [], version } = snapshot
  return changed.reduce((sofar, change) => withChange(sofar, change, version, isNewer), texts)
}

function withChange(texts: Texts, { id, at, now }: ChangedMessage, version: number, isNewer: boolean): Texts {
  const known = texts.recent.find((one) => one.id === id)
  if (known !== undefined && known.version >= version) return texts
  const others = texts.recent.filter((one) => one.id !== id)
  const mark = markOf({ id, at: new Date(at).toISOString() })
  // Marked as dealt with: it may still arrive by a snapshot that is late.
  if (now === null) {
    return { ...texts, recent: others, handled: [...new Set([...texts.handled, mark])].toSorted() }
  }
  if (known === undefined && !isNewer && texts.handled.includes(mark)) return texts
  const { analysed = true, stoppedBy = null } = known ?? {}
  const told = asRecent({ ...now, text: clip(now.text, RECENT_TEXT) }, version)
  const recent = [...others, { ...told, analysed, stoppedBy }].toSorted(byTime).slice(-RECENT_KEPT)
  return { ...texts, recent }
}

/** Sorts by time. */
function markOf({ at, id }: Pick<RecentMessage, 'at' | 'id'>): string {
  return `${at} ${id}`
}

function byTime(one: RecentMessage, other: RecentMessage): number {
  return markOf(one).localeCompare(markOf(other))
}
