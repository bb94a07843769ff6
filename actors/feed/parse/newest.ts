import { parseDate } from '../normalise/dates.ts'
import { MAX_ITEMS } from './limits.ts'
import type { RawItem } from './raw.ts'

/** The newest MAX_ITEMS by date where most items have one, else the first of the document, in document order. */
export function keepNewest(items: readonly RawItem[]): readonly RawItem[] {
  if (items.length <= MAX_ITEMS) return items
  const dated = items.map((item, at) => ({
    at,
    date: parseDate(item.published[0] ?? item.updated[0] ?? '') ?? '',
  }))
  if (dated.filter(({ date }) => date !== '').length < items.length / 2) return items.slice(0, MAX_ITEMS)
  const newest = dated
    .toSorted((a, b) => (a.date === b.date ? a.at - b.at : a.date < b.date ? 1 : -1))
    .slice(0, MAX_ITEMS)
  const kept = new Set(newest.map(({ at }) => at))
  return items.filter((_, at) => kept.has(at))
}
