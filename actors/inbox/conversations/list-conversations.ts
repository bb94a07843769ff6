import type {
  ConversationPage,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { InboxConversationQuery } from '@switchboard/shared-types/contracts/inbox-messages'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ConversationLists, Walk } from './conversation-lists.ts'
import { toSummary } from './conversation-row.ts'
import type { ConversationTable } from './conversation-table.ts'
import type { ConversationTexts } from './conversation-texts.ts'
import {
  compareBy,
  EVERYTHING,
  listOfAssignee,
  listOfChannel,
  listOfLabel,
  listsOf,
  placeOf,
  shelvesOf,
} from './place.ts'
import type { Place } from './place.ts'

/** So few that a search finds are read whole; where it finds more, lists are gone through until a page is full. */
const FEW_HITS = 200

interface ListTables {
  readonly lists: ConversationLists
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

/**
 * A page of conversations, newest first. The cursor names the last one shown by its time, so what comes in while
 * somebody leafs through moves to the front and nothing is shown twice or left out.
 */
export function listConversations(
  tables: ListTables,
  query: InboxConversationQuery,
): Result<ConversationPage, 'cursor.invalid'> {
  const from = query.cursor === undefined ? null : readCursor(query.cursor, query.sort)
  if (from === undefined) return err('cursor.invalid', 'This cursor is not one of this list.')
  const places = placesOf(tables, query, from)
    .take(query.limit + 1)
    .toArray()
  const shown = places.slice(0, query.limit)
  const last = places.length > query.limit ? shown.at(-1) : undefined
  return ok({
    conversations: tables.conversations.at(shown.map(({ no }) => no)).map(toSummary),
    nextCursor: last === undefined ? null : writeCursor(last, query.sort),
  })
}

export function summaryOf(
  { conversations: table }: { readonly conversations: ConversationTable },
  id: ConversationId,
): Result<ConversationSummary, 'conversation.not_found'> {
  const row = table.findShown(id)
  return row === undefined ? noConversation() : ok(toSummary(row))
}

export function noConversation() {
  return err('conversation.not_found', 'There is no such conversation in this inbox.')
}

/** Every place of a list behind a cursor, in its order. */
function placesOf(
  tables: ListTables,
  query: InboxConversationQuery,
  from: Walk['from'],
): IteratorObject<Place> {
  const [list = EVERYTHING, ...others] = listsIn(query)
  const walk = { list, shelves: shelvesOf(query.view), sort: query.sort, from }
  const hits = query.q === undefined ? undefined : tables.texts.search(query.q)
  const places =
    hits !== undefined && hits.size <= FEW_HITS
      ? placesOfFew(tables, hits, walk)
      : tables.lists.walk(walk).filter(({ no }) => hits === undefined || hits.has(no))
  return places
    .filter((place) => others.every((other) => tables.lists.holds(other, place)))
    .filter(({ no }) => query.assignee !== 'none' || tables.conversations.isNobodys(no))
}

/** The narrowest first: it is gone through, the others are only asked. */
function listsIn({ channel, label, assignee = 'none' }: InboxConversationQuery): string[] {
  return [
    ...(label === undefined ? [] : [listOfLabel(label)]),
    ...(assignee === 'none' ? [] : [listOfAssignee(assignee)]),
    ...(channel === undefined ? [] : [listOfChannel(channel)]),
  ]
}

function placesOfFew(
  { conversations }: ListTables,
  hits: ReadonlySet<number>,
  { list, shelves, sort, from }: Walk,
): IteratorObject<Place> {
  const compare = compareBy(sort)
  return conversations
    .at([...hits])
    .filter((row) => listsOf(row).includes(list))
    .map(placeOf)
    .filter((place) => shelves.includes(place.shelf) && (from === null || compare(from, place) < 0))
    .toSorted(compare)
    .values()
}

function writeCursor({ rank, at, no }: Place, sort: Walk['sort']): string {
  return `${sort === 'priority' ? `p${rank}` : 't'}.${at}.${no}`
}

/** @returns undefined for what is no cursor of a list that is sorted like this */
function readCursor(cursor: string, sort: Walk['sort']): Exclude<Walk['from'], null> | undefined {
  const found = /^(?:t|p([0-3]))\.(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\.([1-9]\d{0,14})$/.exec(cursor)
  const [, place, at, no] = found ?? []
  if (at === undefined || no === undefined || (place === undefined) !== (sort === 'time')) return undefined
  return { rank: Number(place ?? 0), at, no: Number(no) }
}
