import type { DirectoryId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Answer } from '../ask.ts'

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
}

export interface Stretch {
  readonly limit: number
  readonly cursor?: string
}

interface Place {
  readonly shard: number
  readonly inner: string | undefined
}

/**
 * Reads one list that lies in several shards, one shard after the other, until the page is full. The cursor names the
 * shard and the place within it: `3`, `3.feed_01J...`.
 */
export async function pageOverShards<Row>(
  shards: readonly DirectoryId[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (shard: DirectoryId, stretch: Stretch) => Promise<Answer<Page<Row>>>,
): Promise<Answer<Page<Row>>> {
  const start = readPlace(cursor ?? '0', shards.length)
  if (start === null) return err('cursor.invalid', 'This cursor is not one of ours.')
  const rows: Row[] = []
  let { inner } = start
  for (const [offset, shard] of shards.slice(start.shard).entries()) {
    if (rows.length === limit) return ok({ rows, nextCursor: String(start.shard + offset) })
    const stretch = { limit: limit - rows.length, ...(inner === undefined ? {} : { cursor: inner }) }
    const page = await read(shard, stretch)
    if (!page.ok) return page
    rows.push(...page.value.rows)
    if (page.value.nextCursor !== null) {
      return ok({ rows, nextCursor: `${start.shard + offset}.${page.value.nextCursor}` })
    }
    inner = undefined
  }
  return ok({ rows, nextCursor: null })
}

function readPlace(cursor: string, shards: number): Place | null {
  const match = /^(\d{1,3})(?:\.(.+))?$/.exec(cursor)
  const shard = Number(match?.[1])
  return match !== null && shard < shards ? { shard, inner: match[2] } : null
}
