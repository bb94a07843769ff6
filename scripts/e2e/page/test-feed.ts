import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { Origin } from '../origin.ts'

export interface PublishedItem {
  readonly title: string
  /** HTML, as it stands in the feed. */
  readonly html?: string
}

/** A feed of a test's publisher, whose items are set at will. */
export class TestFeed {
  readonly #origin: Origin
  readonly #path: string
  readonly #title: string
  readonly #items: PublishedItem[] = []

  constructor(origin: Origin, path: string, title: string, items: readonly PublishedItem[]) {
    this.#origin = origin
    this.#path = path
    this.#title = title
    this.publish(...items)
  }

  get url(): string {
    return this.#origin.url + this.#path
  }

  /** Puts items on top; the first becomes the newest. */
  publish(...items: readonly PublishedItem[]): void {
    this.#items.unshift(...items)
    this.#serve()
  }

  /** Changes what an item says; it stays the same item. */
  edit(title: string, html: string): void {
    const at = this.#items.findIndex((item) => item.title === title)
    this.#items.splice(at, 1, { title, html })
    this.#serve()
  }

  #serve(): void {
    this.#origin.set(this.#path, {
      headers: { 'content-type': 'application/rss+xml' },
      body: this.#document(),
    })
  }

  #document(): string {
    const items = this.#items.map(({ title, html = `<p>Text of ${title}.</p>` }, index) => {
      const number = this.#items.length - index
      const link = `https://example.org${this.#path}/${number}`
      return `<item><guid isPermaLink="false">${this.#path}-${number}</guid><title>${title}</title><link>${link}</link><description><![CDATA[${html}]]></description></item>`
    })
    return `<rss version="2.0"><channel><title>${this.#title}</title><link>https://example.org</link>${items.join('')}</channel></rss>`
  }
}

const Followed = z.object({ subscriptions: z.array(z.object({ feedId: z.string(), feedUrl: z.string() })) })

/**
 * Has the house read a feed now: a person may ask only once a minute, but an admin who pauses a feed and resumes it
 * has it read at once.
 * @param page of an admin who follows the feed
 */
export async function pollNow(page: Page, feed: TestFeed): Promise<void> {
  const answer = await page.request.get('/api/subscriptions')
  const { subscriptions } = Followed.parse(await answer.json())
  const found = subscriptions.find(({ feedUrl }) => feedUrl === feed.url)
  if (found === undefined) throw new Error(`nobody here follows ${feed.url}`)
  for (const act of ['pause', 'resume']) {
    const done = await page.request.post(`/api/admin/feeds/${found.feedId}/${act}`, {
      headers: { origin: new URL(page.url()).origin },
    })
    if (!done.ok()) throw new Error(`${act} answered ${done.status()}: ${await done.text()}`)
  }
}
