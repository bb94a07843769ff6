import type { OriginAnswer } from './origin.ts'

export interface RssItem {
  readonly guid: string
  readonly title: string
  readonly text?: string
}

const FIRST_ITEM_AT = Date.UTC(2026, 10, 1)
const HOUR_MS = 3_600_000

/** An RSS 2.0 document whose items were published an hour apart, the last one first. */
export function rss(title: string, items: readonly RssItem[]): OriginAnswer {
  const body = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${title}</title><link>https://example.org/</link><description>Test</description>
${items.map(item).toReversed().join('\n')}
</channel></rss>`
  return { headers: { 'content-type': 'application/rss+xml; charset=utf-8' }, body }
}

/** Items with the guids `first`, `first + 1`, ... */
export function numbered(count: number, first = 1): RssItem[] {
  return Array.from({ length: count }, (_, n) => ({ guid: `${first + n}`, title: `Item ${first + n}` }))
}

function item({ guid, title, text = `Text of ${title}` }: RssItem, index: number): string {
  const date = new Date(FIRST_ITEM_AT + index * HOUR_MS).toUTCString()
  return `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>https://example.org/${guid}</link>
<pubDate>${date}</pubDate><description>${text}</description></item>`
}
