import type { Priority } from '@switchboard/shared-types/api/conversations/analysis'
import type { ConversationView } from '@switchboard/shared-types/api/conversations/conversation'
import type { ChannelId, PersonId } from '@switchboard/shared-types/ids'
import { isOpen, unreadOf } from './conversation-row.ts'
import type { ConversationRow, NewConversationRow } from './conversation-row.ts'

/** What a conversation asks for. Each view consists of whole shelves. */
const SHELVES = ['archived', 'snoozed', 'quiet', 'unread', 'answer', 'unread and answer'] as const
type Shelf = (typeof SHELVES)[number]

/** From what can wait to what can not. */
const RANKS = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]

/** Numbers of ranks, the highest first. */
export const RANKS_DOWN: readonly number[] = [3, 2, 1, 0]

/** Where a conversation stands in every list that it is in. `at` is its last message's time, in UTC. */
export interface Place {
  readonly shelf: number
  readonly rank: number
  readonly at: string
  readonly no: number
}

/** The list of all conversations. */
export const EVERYTHING = ''

export function listOfChannel(channel: ChannelId): string {
  return channel
}

export function listOfLabel(label: string): string {
  return `label:${label}`
}

export function listOfAssignee(person: PersonId): string {
  return person
}

/** @returns the lists that a conversation is in; one that went into another is in none */
export function listsOf(row: NewConversationRow): string[] {
  if (row.mergedInto !== null) return []
  const assigned = row.assignee === null ? [] : [listOfAssignee(row.assignee)]
  return [EVERYTHING, ...row.channelIds.map(listOfChannel), ...row.labels.map(listOfLabel), ...assigned]
}

export function placeOf(row: ConversationRow): Place {
  const rank = RANKS.indexOf(row.ownPriority ?? row.analysedPriority)
  return { shelf: SHELVES.indexOf(shelfOf(row)), rank, at: row.lastAt, no: row.no }
}

/** @returns the numbers of the shelves that a view consists of */
export function shelvesOf(view: ConversationView): number[] {
  return SHELVES.flatMap((shelf, number) => (isPart(shelf, view) ? [number] : []))
}

function shelfOf(row: NewConversationRow): Shelf {
  if (row.archived) return 'archived'
  if (!isOpen(row)) return 'snoozed'
  const isUnread = !row.muted && unreadOf(row) > 0
  if (row.muted || !row.answerExpected) return isUnread ? 'unread' : 'quiet'
  return isUnread ? 'unread and answer' : 'answer'
}

function isPart(shelf: Shelf, view: ConversationView): boolean {
  switch (view) {
    case 'open':
      return shelf !== 'archived' && shelf !== 'snoozed'
    case 'unread':
    case 'answer':
      return shelf === view || shelf === 'unread and answer'
    case 'snoozed':
    case 'archived':
      return shelf === view
    case 'all':
      return true
  }
}

/** Orders places newest first, of one time the one that was known last; or the most urgent first, and then so. */
export function compareBy(
  sort: 'time' | 'priority',
): (one: Omit<Place, 'shelf'>, other: Omit<Place, 'shelf'>) => number {
  return (one, other) => {
    if (sort === 'priority' && one.rank !== other.rank) return other.rank - one.rank
    if (one.at !== other.at) return one.at < other.at ? 1 : -1
    return other.no - one.no
  }
}
