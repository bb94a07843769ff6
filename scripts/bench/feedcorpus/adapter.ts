import { readFeed } from '@switchboard/feed/pipeline'

interface Source {
  readonly url?: string
  readonly contentType?: string
}

/** The product's pipeline in the shape that the corpus's runner judges; a refusal is thrown, as the runner expects. */
export function parse(bytes: Uint8Array, source: Source): unknown {
  const read = readFeed(bytes, source)
  if (!read.ok) throw new Error(read.error.code)
  const { info, items } = read.value
  return {
    feed: { title: info.title ?? undefined, link: info.link ?? undefined },
    items: items.map((item) => ({
      title: item.title,
      link: item.url,
      id: item.guid,
      published: item.publishedAt,
      updated: item.updatedAt,
      author: item.author,
      authorEmail: item.authorEmail,
      summary: item.summaryHtml,
      content: item.contentHtml,
      enclosures: item.enclosures,
    })),
  }
}
