import { eq } from 'drizzle-orm'
import { messages } from '../schema.ts'
import type { ThreadState } from '../state/thread.ts'
import { firstNo, PLACES } from '../messages/message-no.ts'
import type { MessageRow, MessageTable } from '../messages/message-table.ts'
import { episodeOf } from './episode-of.ts'
import type { Neighbour } from './episode-of.ts'
import { GAPS_READ, learnQuietGap, QUIET } from './quiet-gap.ts'

/** Where a thread is one matter from its first word to its last, however long it rests. */
export function isOneMatter({ channelKind, kind }: Pick<ThreadState, 'channelKind' | 'kind'>): boolean {
  return kind === 'post' || channelKind === 'email' || (channelKind === 'slack' && kind === 'group')
}

/**
 * @param at in ms
 * @returns the episode that a message of that time belongs to; null where it begins a new one
 */
export function episodeAt(table: MessageTable, thread: ThreadState, at: number): number | null {
  if (thread.lastAt === null) return null
  if (isOneMatter(thread)) return thread.episode
  const newest = { at: Date.parse(thread.lastAt), episode: thread.episode }
  const place =
    newest.at <= at
      ? { at, before: newest, after: null }
      : { at, before: neighbourBefore(table, thread, at), after: neighbourAfter(table, thread, at) }
  const isNear = place.before !== null && at - place.before.at <= QUIET.shortest
  return episodeOf(place, isNear ? QUIET.shortest : learnQuietGap(gapsBefore(table, thread, at)))
}

/** The newest gaps of a thread before a time, in ms. */
function gapsBefore(table: MessageTable, thread: ThreadState, at: number): number[] {
  const rows = table.page(firstNo(at), GAPS_READ + 1, ofThread(thread))
  return rows.slice(1).map((row, index) => (rows[index]?.no ?? row.no) / PLACES - row.no / PLACES)
}

function neighbourBefore(table: MessageTable, thread: ThreadState, at: number): Neighbour | null {
  return toNeighbour(table.page(firstNo(at + 1), 1, ofThread(thread))[0])
}

function neighbourAfter(table: MessageTable, thread: ThreadState, at: number): Neighbour | null {
  return toNeighbour(table.from(firstNo(at + 1), 1, ofThread(thread))[0])
}

function ofThread(thread: ThreadState) {
  return eq(messages.threadNo, thread.no)
}

function toNeighbour(row: MessageRow | undefined): Neighbour | null {
  return row ? { at: Math.floor(row.no / PLACES), episode: row.episode } : null
}
