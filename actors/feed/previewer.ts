import { WorkerEntrypoint } from 'cloudflare:workers'
import { readConfig } from '@switchboard/kernel/config'
import type { FeedPreviewerContract } from '@switchboard/shared-types/contracts/previewer'
import { canonicalFeedUrl } from '@switchboard/shared-types/feed-url'
import { feedIdOf } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { outbound, userAgent } from './fetch/outbound.ts'
import { findFeed } from './preview/find-feed.ts'
import { toPreview } from './preview/to-preview.ts'

/** The stateless look behind an address: it fetches, reads and forgets. */
export class FeedPreviewer extends WorkerEntrypoint<ActorsEnv> implements FeedPreviewerContract {
  async address(_trace: Trace, url: string): ReturnType<FeedPreviewerContract['address']> {
    const feedUrl = canonicalFeedUrl(url)
    return feedUrl.ok ? ok({ feedId: await feedIdOf(feedUrl.value), feedUrl: feedUrl.value }) : feedUrl
  }

  async preview(_trace: Trace, url: string): ReturnType<FeedPreviewerContract['preview']> {
    const address = canonicalFeedUrl(url)
    if (!address.ok) return address
    const config = readConfig(this.env)
    const found = await findFeed(address.value, {
      send: outbound(config),
      userAgent: userAgent(config.publicUrl, 1),
      rsshubBaseUrl: config.rsshubBaseUrl,
    })
    if (!found.ok) return found
    const { feedUrl } = found.value
    return ok({ feedId: await feedIdOf(feedUrl), feedUrl, preview: toPreview(found.value) })
  }
}
