import { clip } from '@switchboard/kernel/text/clip'
import { extract } from '@switchboard/kernel/text/extract'
import type { NewOutput, OutputSource } from '@switchboard/shared-types/api/outputs'
import type { EntryId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import type { ConversationTexts } from '../conversations/conversation-texts.ts'
import { noConversation } from '../conversations/list-conversations.ts'
import type { EntryBodies } from '../entries/entry-bodies.ts'
import type { EntryTables } from '../entries/list-entries.ts'
import { findEntry } from '../entries/read-entry.ts'
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
  readonly items: readonly Item[]
}

type SourceError = 'entry.not_found' | 'conversation.not_found'

export function readMaterial(
  tables: MaterialTables,
  { source, parts = [] }: Pick<NewOutput, 'source' | 'parts'>,
): Result<Material, SourceError> {
  switch (source.type) {
    case 'entries':
      return fromEntries(tables, source.ids)
    case 'conversation':
      return fromConversation(tables, source.id)
    case 'text':
      return ok({ title: 'A text of your own', items: parts.map((text) => ({ title: '', url: null, text })) })
  }
}

function fromEntries(tables: MaterialTables, ids: readonly EntryId[]): Result<Material, 'entry.not_found'> {
  const items: Item[] = []
  for (const id of ids) {
    const found = findEntry(tables, id)
    if (!found.ok) return found
    const { no, title, url } = found.value.row
    items.push({ title, url, text: extract(clip(tables.bodies.readText(no), LONGEST_TEXT)) })
  }
  const [first] = items
  const title = first === undefined || items.length > 1 ? `${items.length} entries` : first.title
  return ok({ title, items })
}

function fromConversation(
  { conversations, texts }: MaterialTables,
  id: Extract<OutputSource, { type: 'conversation' }>['id'],
): Result<Material, 'conversation.not_found'> {
  const row = conversations.findShown(id)
  if (row === undefined) return noConversation()
  const { summary, recent } = texts.read(row.no)
  const text = summary === '' ? extract(recent.map((message) => message.text).join('\n')) : summary
  return ok({ title: row.title, items: [{ title: row.title, url: null, text }] })
}
