import type { FeedPreview } from '../api/subscriptions.ts'
import type { ErrorCode } from '../errors.ts'
import type { FeedId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'

/** A feed's address in its canonical form, and the actor that it addresses. */
export interface FeedAddress {
  readonly feedId: FeedId
  readonly feedUrl: string
}

/** The stateless entry that looks behind an address before anyone subscribes: it stores nothing. */
export interface FeedPreviewerContract extends Rpc.WorkerEntrypointBranded {
  /** Only reads the address; nothing is fetched. */
  address(trace: Trace, url: string): Promise<Result<FeedAddress, ErrorCode>>
  /** Fetches the address, finds the feed behind it, and shows it. */
  preview(trace: Trace, url: string): Promise<Result<FeedAddress & { preview: FeedPreview }, ErrorCode>>
}
