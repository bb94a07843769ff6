import type { FeedPreview } from '@switchboard/shared-types/api/subscriptions'
import type { FoundFeed } from './find-feed.ts'

const SHOWN_ITEMS = 10
const SNIPPET_LENGTH = 240

/** What a person sees of a feed before subscribing. */
export function toPreview({ feedUrl, feed, others }: FoundFeed): FeedPreview {
  return {
    feedUrl,
    siteUrl: feed.info.link,
    title: feed.info.title ?? feedUrl,
    description: feed.info.description,
    itemCount: feed.items.length,
    items: feed.items.slice(0, SHOWN_ITEMS).map((item) => ({
      title: item.title,
      url: item.url,
      author: item.author,
      publishedAt: item.publishedAt,
      snippet: item.text.slice(0, SNIPPET_LENGTH),
    })),
    others: [...others],
  }
}
