import type { Item } from '../types.ts'
import type { ItemTable, KnownItem } from './item-table.ts'

export interface Stored {
  readonly newItems: number
  readonly updatedItems: number
}

/**
 * Writes what a poll found: new items get the next numbers, oldest published first, so that numbers follow time;
 * edited ones keep their number and move to the end of the changes. Call it inside a transaction.
 */
export function storeItems(
  table: ItemTable,
  known: ReadonlyMap<string, KnownItem>,
  found: readonly Item[],
  now: Date,
): Stored {
  let no = table.highestNo()
  let seq = table.head()
  const fresh = found.filter((item) => !known.has(item.key))
  const edited = found.filter(
    (item) => known.has(item.key) && known.get(item.key)?.fingerprint !== item.fingerprint,
  )
  for (const item of fresh.toReversed().toSorted(byTime(now))) table.write(toRow(item, ++no, ++seq, now))
  for (const item of edited) table.write(toRow(item, known.get(item.key)?.no ?? ++no, ++seq, now))
  return { newItems: fresh.length, updatedItems: edited.length }
}

/** Undated items count as published now; the caller has turned the document round, which lists the newest first. */
function byTime(now: Date): (a: Item, b: Item) => number {
  const at = (item: Item): string => item.publishedAt ?? item.updatedAt ?? now.toISOString()
  return (a, b) => at(a).localeCompare(at(b))
}

function toRow(item: Item, no: number, seq: number, now: Date) {
  return {
    no,
    seq,
    key: item.key,
    fingerprint: item.fingerprint,
    url: item.url,
    title: item.title,
    author: item.author ?? item.authorEmail,
    publishedAt: item.publishedAt ?? item.updatedAt,
    foundAt: now.toISOString(),
    image: item.image,
    enclosures: JSON.stringify(item.enclosures),
    text: item.text,
    contentHtml: item.contentHtml ?? item.summaryHtml ?? '',
  }
}
