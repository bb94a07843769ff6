import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A publisher of many feeds on 127.0.0.1, each with ten items; all gain one when the edition is raised. */
export class ManyFeeds {
  readonly #server: Server
  #edition = 1
  /** Requests answered so far, by status. */
  readonly answered = { changed: 0, unchanged: 0 }

  constructor() {
    this.#server = createServer((request, response) => {
      const feed = request.url ?? '/'
      const etag = `"${feed}-${this.#edition}"`
      if (request.headers['if-none-match'] === etag) {
        this.answered.unchanged++
        response.writeHead(304, { etag }).end()
        return
      }
      this.answered.changed++
      response.writeHead(200, { 'content-type': 'application/rss+xml', etag }).end(this.#document(feed))
    })
    // Longer than the pause between two rounds: a connection that closes under a request would count as a failed poll.
    this.#server.keepAliveTimeout = 300_000
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the origin has no port')
    return `http://127.0.0.1:${address.port}`
  }

  publish(): void {
    this.#edition++
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #document(feed: string): string {
    const newest = 9 + this.#edition
    const items = Array.from({ length: 10 }, (_, index) => item(feed, newest - index)).join('')
    return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${feed}</title><link>http://example.com${feed}</link><description>d</description>${items}</channel></rss>`
  }
}

const PARAGRAPH = 'The quick brown fox jumps over the lazy dog while the band plays on. '.repeat(6)

function item(feed: string, number: number): string {
  const date = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toUTCString()
  const html = `&lt;p&gt;${PARAGRAPH}&lt;/p&gt;&lt;p&gt;&lt;a href="/more"&gt;more of ${number}&lt;/a&gt;&lt;/p&gt;`
  return `<item><title>Item ${number} of ${feed}</title><link>http://example.com${feed}/${number}</link><guid>${feed}#${number}</guid><pubDate>${date}</pubDate><description>${html}</description></item>`
}
