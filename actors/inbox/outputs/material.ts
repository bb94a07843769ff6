import { clip } from '@switchboard/kernel/text/clip'
import { extract } from '@switchboard/kernel/text/extract'
import type { NewOutput, OutputOrigin, OutputSource } from '@switchboard/shared-types/api/outputs'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import type { ConversationTexts } from '../conversations/conversation-texts.ts'
import { noConversation } from '../conversations/list-conversations.ts'
import type { EntryBodies } from '../entries/entry-bodies.ts'
import type { EntryTables } from '../entries/list-entries.ts'
import { entryId } from '../entries/entry-id.ts'
import type { EntryRow } from '../entries/entry-rows.ts'
import { findEntry } from '../entries/read-entry.ts'
import { findDigest } from './digest.ts'
import type { Item } from './template.ts'

/** Of an entry's text, what is read of it. */
const LONGEST_TEXT = 8_000

export interface MaterialTables extends EntryTables {
  readonly bodies: EntryBodies
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

/** What an output is made from, read once. */
export interface Material {
  /** As a person reads where it came from. */
  readonly title: string
  readonly origin: OutputOrigin
  readonly items: readonly Item[]
  /** How many more there were than it is made from. */
  readonly left: number
}

type SourceOf<T extends OutputSource['type']> = Extract<OutputSource, { type: T }>
type SourceError = 'entry.not_found' | 'conversation.not_found' | 'subscription.not_found' | 'digest.empty'

export function readMaterial(
  tables: MaterialTables,
  { source, parts = [] }: Pick<NewOutput, 'source' | 'parts'>,
): Result<Material, SourceError> {
  switch (source.type) {
    case 'entries':
      return fromEntries(tables, source)
    case 'digest':
      return fromDigest(tables, source)
    case 'conversation':
      return fromConversation(tables, source)
    case 'text': {
      const items = parts.map((text) => ({ title: '', url: null, text }))
      return ok({ title: 'A text of your own', origin: source, items, left: 0 })
    }
  }
}

function fromEntries(
  tables: MaterialTables,
  source: SourceOf<'entries'>,
): Result<Material, 'entry.not_found'> {
  const items: Item[] = []
  for (const id of source.ids) {
    const found = findEntry(tables, id)
    if (!found.ok) return found
    items.push(itemOf(tables, found.value.row))
  }
  const [first] = items
  const title = first === undefined || items.length > 1 ? `${items.length} entries` : first.title
  return ok({ title, origin: source, items, left: 0 })
}

function fromDigest(
  tables: MaterialTables,
  source: SourceOf<'digest'>,
): Result<Material, 'subscription.not_found' | 'digest.empty'> {
  const found = findDigest(tables, source)
  if (!found.ok) return found
  const { rows, left } = found.value
  const ids = rows.map(({ no, arrivedAt }) => entryId(no, arrivedAt))
  const several = rows.length === 1 ? 'Digest of one entry' : `Digest of ${rows.length} entries`
  return ok({
    title: left === 0 ? several : `Digest of ${rows.length} of ${rows.length + left} entries`,
    origin: { ...source, ids },
    items: rows.map((row) => itemOf(tables, row)),
    left,
  })
}

function itemOf({ bodies }: MaterialTables, { no, title, url }: EntryRow): Item {
  return { title, url, text: extract(clip(bodies.readText(no), LONGEST_TEXT)) }
}

function fromConversation(
  { conversations, texts }: MaterialTables,
  source: SourceOf<'conversation'>,
): Result<Material, 'conversation.not_found'> {
  const row = conversations.findShown(source.id)
  if (row === undefined) return noConversation()
  const { summary, recent } = texts.read(row.no)
  const text = summary === '' ? extract(recent.map((message) => message.text).join('\n')) : summary
  return ok({ title: row.title, origin: source, items: [{ title: row.title, url: null, text }], left: 0 })
}
