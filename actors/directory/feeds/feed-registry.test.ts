import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { FeedRow } from '@switchboard/shared-types/api/admin'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { DirectoryId, FeedId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

const trace = startTrace('test')

function shard(id: DirectoryId) {
  const tell = (row: FeedRow) => getStub(env.DIRECTORY, id).reportFeed(id, trace, row)
  const list = async (query: { q?: string; health?: FeedRow['health']; cursor?: string; limit?: number }) => {
    const page = await getStub(env.DIRECTORY, id).feeds(id, trace, { limit: 50, ...query })
    if (!page.ok) throw new Error(page.error.code)
    return page.value
  }
  const forget = (feed: FeedId) => getStub(env.DIRECTORY, id).forgetFeed(id, trace, feed)
  return { tell, list, forget }
}

function report(change: Partial<FeedRow> = {}): FeedRow {
  return {
    id: newId('feed'),
    url: 'https://example.com/feed.xml',
    title: 'Example',
    health: 'ok',
    reason: null,
    subscribers: 1,
    reportedAt: '2026-11-20T10:00:00.000Z',
    ...change,
  }
}

describe('the registry of feeds', () => {
  it('gives back what a feed said about itself', async () => {
    const { tell, list } = shard('dir_registry_plain')
    const row = report({ health: 'failing', reason: 'The server answers 500.', subscribers: 7 })
    await tell(row)
    expect(await list({})).toEqual({ feeds: [row], nextCursor: null })
  })

  it('keeps the newer report when an older one arrives late', async () => {
    const { tell, list } = shard('dir_registry_late')
    const newer = report({ health: 'gone', reportedAt: '2026-11-20T10:00:01.000Z' })
    await tell(newer)
    await tell({ ...newer, health: 'ok', reportedAt: '2026-11-20T10:00:00.999Z' })
    expect((await list({})).feeds).toEqual([newer])
    const newest = { ...newer, health: 'ok', reportedAt: '2026-11-20T10:00:01.001Z' } as const
    await tell(newest)
    expect((await list({})).feeds).toEqual([newest])
  })

  it('forgets a feed, and forgetting an unknown one is fine', async () => {
    const { tell, list, forget } = shard('dir_registry_forget')
    const row = report()
    await tell(row)
    expect(await forget(row.id)).toMatchObject({ ok: true })
    expect(await forget(row.id)).toMatchObject({ ok: true })
    expect((await list({})).feeds).toEqual([])
  })

  it('filters by health', async () => {
    const { tell, list } = shard('dir_registry_health')
    const failing = report({ health: 'failing' })
    await tell(report())
    await tell(failing)
    expect((await list({ health: 'failing' })).feeds).toEqual([failing])
  })

  it('finds a part of the title or the address whatever the case, in any script, with no wildcards', async () => {
    const { tell, list } = shard('dir_registry_search')
    const umlaut = report({ title: 'ÜBER 100% Öl_Preise' })
    const long = report({ title: null, url: `https://example.org/${'long-path/'.repeat(20)}feed` })
    await tell(umlaut)
    await tell(long)
    expect((await list({ q: 'über 100%' })).feeds).toEqual([umlaut])
    expect((await list({ q: 'öl_preise' })).feeds).toEqual([umlaut])
    expect((await list({ q: 'öl%preise' })).feeds).toEqual([])
    expect((await list({ q: 'Long-Path/'.repeat(15) })).feeds).toEqual([long])
  })

  it('pages through all feeds once, also when others come and go in between', async () => {
    const { tell, list } = shard('dir_registry_pages')
    const rows = Array.from({ length: 25 }, (_, n) => report({ title: `Feed ${n}` }))
    for (const row of rows) await tell(row)
    const seen: FeedId[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page = await list({ limit: 4, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.feeds.map((feed) => feed.id))
      cursor = page.nextCursor
      if (seen.length === 8) await tell(report({ id: `feed_${'0'.repeat(26)}` }))
    }
    expect(seen).toEqual(rows.map((row) => row.id).toSorted())
  })

  it('refuses a cursor that it did not give', async () => {
    const stub = getStub(env.DIRECTORY, 'dir_registry_cursor')
    const page = await stub.feeds('dir_registry_cursor', trace, { limit: 10, cursor: "x' OR 1" })
    expect(page).toMatchObject({ ok: false, error: { code: 'cursor.invalid' } })
  })
})
