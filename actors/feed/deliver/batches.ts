import type { FeedBatch, FeedItem } from '@switchboard/shared-types/contracts/feed'
import type { FeedId } from '@switchboard/shared-types/ids'
import { toFeedState } from '../feed-row.ts'
import type { FeedRow } from '../feed-row.ts'
import type { ItemTable } from '../store/item-table.ts'

const MAX_ITEMS = 100
/** An RPC argument may have 32 MiB; this leaves room and keeps a hot inbox's commits short. */
const MAX_CHARACTERS = 4_000_000

/** The next stretch of items after `seq`, small enough for one call; without items when there are none. */
export function batchAfter(feed: FeedId, row: FeedRow, items: ItemTable, seq: number): FeedBatch {
  const found = items.after(seq, MAX_ITEMS)
  let size = 0
  const fitting = found.filter((item, index) => {
    size += sizeOf(item)
    return index === 0 || size <= MAX_CHARACTERS
  })
  return { feed, state: toFeedState(row), epoch: row.epoch, items: fitting }
}

/** @returns how far a batch reaches; `from` when it is empty */
export function endOf(batch: FeedBatch, from: number): number {
  return batch.items.at(-1)?.seq ?? from
}

function sizeOf(item: FeedItem): number {
  return item.contentHtml.length + item.text.length + item.title.length
}
