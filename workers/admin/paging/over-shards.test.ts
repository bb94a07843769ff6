import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directoryShard } from '@switchboard/shared-types/contracts/directory'
import type { DirectoryId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import { pageOverShards } from './over-shards.ts'
import type { Stretch } from './over-shards.ts'

/** Shards that hold these numbers, each in order; the inner cursor is the number before. */
function shardsOf(lists: readonly (readonly number[])[]) {
  const ids = lists.map((_, shard) => directoryShard(shard))
  const read = async (id: DirectoryId, { cursor, limit }: Stretch) => {
    const all = (lists[ids.indexOf(id)] ?? []).filter((n) => n > Number(cursor ?? -1))
    const rows = all.slice(0, limit)
    return ok({ rows, nextCursor: all.length > limit ? String(rows.at(-1)) : null })
  }
  return { ids, read }
}

describe('a page over shards', () => {
  it('shows every row once and in order, whatever the page size, and ends', async () => {
    const lists = fc.array(fc.uniqueArray(fc.nat(1_000), { maxLength: 12 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 15 }), async (unsorted, limit) => {
        const sorted = unsorted.map((list) => list.toSorted((a, b) => a - b))
        const { ids, read } = shardsOf(sorted)
        const seen: number[] = []
        let cursor: string | undefined
        for (let pages = 0; pages < 200; pages++) {
          const page = await pageOverShards(ids, { cursor, limit }, read)
          if (!page.ok) throw new Error(page.error.code)
          expect(page.value.rows.length).toBeLessThanOrEqual(limit)
          seen.push(...page.value.rows)
          if (page.value.nextCursor === null) break
          expect(page.value.rows).toHaveLength(limit)
          cursor = page.value.nextCursor
        }
        expect(seen).toEqual(sorted.flat())
      }),
    )
  })

  it('passes on that a shard does not answer, instead of showing a list with a hole', async () => {
    const page = await pageOverShards(['dir_0', 'dir_1'], { limit: 5 }, async (shard) =>
      shard === 'dir_0' ? ok({ rows: [1], nextCursor: null }) : err('actor.unavailable', 'It sleeps.'),
    )
    expect(page).toMatchObject({ ok: false, error: { code: 'actor.unavailable' } })
  })

  it.each(['', 'x', '-1', '2', '99', '0.', '1e0', '0x1', ' 1'])('refuses the cursor "%s"', async (cursor) => {
    const { ids, read } = shardsOf([[1], [2]])
    expect(await pageOverShards(ids, { cursor, limit: 5 }, read)).toMatchObject({
      ok: false,
      error: { code: 'cursor.invalid' },
    })
  })
})
