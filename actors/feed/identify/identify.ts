import type { NormalItem } from '../normalise/item.ts'
import { hashValues } from './hash.ts'

export interface Identified {
  readonly key: string
  readonly fingerprint: string
  readonly item: NormalItem
}

/**
 * Gives each item of one document its key and its fingerprint.
 *
 * The key comes from the guid, else the link, else the content. Where several items claim the same one:
 * - the same guid and the same link are versions of one item (RFC 4287, section 4.1.1): the newest stays;
 * - the same guid with different links, or the same link with different titles or dates, are different items, and
 *   each one's key takes in what tells it apart.
 * The result depends on what the items hold and not on their order; items keep the document's order.
 */
export function identifyItems(items: readonly NormalItem[]): Identified[] {
  const claims = Map.groupBy(items, firstKey)
  const chosen = new Map<string, NormalItem>()
  for (const [key, claimants] of claims) {
    for (const [own, item] of divide(key, claimants)) {
      const other = chosen.get(own)
      chosen.set(own, other === undefined ? item : newer(other, item))
    }
  }
  const positions = new Map(items.map((item, at) => [item, at] as const))
  return [...chosen]
    .map(([key, item]) => ({ key, fingerprint: fingerprintOf(item), item }))
    .toSorted((a, b) => (positions.get(a.item) ?? 0) - (positions.get(b.item) ?? 0))
}

/** Keys for the items that claim one: that key where they are versions of one item, else one for each. */
function divide(key: string, claimants: readonly NormalItem[]): (readonly [string, NormalItem])[] {
  const distinctions = claimants.length === 1 ? [] : claimants.map(distinction)
  const isOne = new Set(distinctions).size <= 1
  return claimants.map((item, i) => [isOne ? key : hashValues(key, distinctions[i] ?? ''), item] as const)
}

function firstKey(item: NormalItem): string {
  if (item.guid !== null) return hashValues('guid', item.guid)
  if (item.url !== null) return hashValues('link', item.url)
  return contentKey(item)
}

/** Title and date survive an edit of the text; without both, the text has to serve. */
function contentKey(item: NormalItem): string {
  if (item.title !== '' && item.publishedAt !== null) return hashValues('title', item.title, item.publishedAt)
  const enclosure = item.enclosures[0]?.url ?? null
  const body = item.content?.value ?? item.summary?.value ?? null
  return hashValues('content', item.title, item.publishedAt, enclosure, body)
}

/** What tells items with the same first key apart. */
function distinction(item: NormalItem): string {
  return item.guid !== null && item.url !== null ? item.url : contentKey(item)
}

function newer(a: NormalItem, b: NormalItem): NormalItem {
  if (lastDate(a) !== lastDate(b)) return lastDate(a) > lastDate(b) ? a : b
  // Equal or absent dates: any order will do as long as it is always the same.
  return fingerprintOf(a) <= fingerprintOf(b) ? a : b
}

function lastDate(item: NormalItem): string {
  return item.updatedAt ?? item.publishedAt ?? ''
}

/**
 * Changes when an item was edited. Dates are left out: many sources stamp every item anew with each build.
 */
export function fingerprintOf(item: NormalItem): string {
  return hashValues(
    item.title,
    item.url,
    item.author,
    item.summary?.value ?? null,
    item.content?.value ?? null,
    item.image,
    ...item.enclosures.map((file) => file.url),
  )
}
