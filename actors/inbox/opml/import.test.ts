import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { ImportReport } from '@switchboard/shared-types/api/subscriptions'
import type { InboxId } from '@switchboard/shared-types/ids'
import { evict, followFeed, inboxStub, newInboxId, silentPublishers, trace } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

silentPublishers()

async function startImport(id: InboxId, document: string): Promise<string> {
  const answer = await inboxStub(id).importOpml(id, trace, document)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.id
}

async function reportOf(id: InboxId, importId: string): Promise<ImportReport> {
  const answer = await inboxStub(id).importReport(id, trace, importId)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

async function finished(id: InboxId, importId: string): Promise<ImportReport> {
  return await vi.waitFor(
    async () => {
      const report = await reportOf(id, importId)
      if (report.progress.finishedAt === null) throw new Error(`${report.progress.done} lines done`)
      return report
    },
    { timeout: 20_000, interval: 50 },
  )
}

function opml(urls: readonly string[]): string {
  const outlines = urls.map((url, n) => `<outline text="Feed ${n}" xmlUrl="${url}"/>`)
  return `<opml><body><outline text="Imported">\n${outlines.join('\n')}\n</outline></body></opml>`
}

function addresses(count: number): string[] {
  const host = `imported-${crypto.randomUUID()}.example`
  return Array.from({ length: count }, (_, n) => `https://${host}/${n}`)
}

describe('an import', () => {
  it('follows every feed with its title and folder, and reports each line', async () => {
    const id = newInboxId()
    const urls = addresses(3)
    const report = await finished(id, await startImport(id, opml(urls)))
    expect(report.progress).toMatchObject({ total: 3, done: 3, added: 3, exists: 0, failed: 0 })
    expect(report.lines).toEqual(
      urls.map((url, n) => ({
        line: n + 2,
        url,
        title: `Feed ${n}`,
        folder: 'Imported',
        status: 'added',
        message: null,
      })),
    )
    const subscriptions = await inboxStub(id).subscriptions(id, trace)
    expect(subscriptions.map(({ title, folder, feedUrl }) => ({ title, folder, feedUrl }))).toEqual(
      urls.map((url, n) => ({ title: `Feed ${n}`, folder: 'Imported', feedUrl: url })),
    )
  })

  it('answers each line for itself: one that is there already, one that is named twice, one that is no address', async () => {
    const id = newInboxId()
    const [there = '', fresh = ''] = addresses(2)
    await followFeed(id, { url: there })
    const lines = [
      there,
      fresh,
      `${fresh}#again`,
      'not an address',
      'ftp://e.example/',
      'https://u:p@e.example/',
    ]
    const report = await finished(id, await startImport(id, opml(lines)))
    expect(report.lines.map((line) => line.status)).toEqual([
      'exists',
      'added',
      'exists',
      'failed',
      'failed',
      'failed',
    ])
    expect(report.lines.map((line) => line.message === null)).toEqual([true, true, true, false, false, false])
    expect(report.progress).toMatchObject({ total: 6, done: 6, added: 1, exists: 2, failed: 3 })
    expect(await inboxStub(id).subscriptions(id, trace)).toHaveLength(2)
  })

  it('goes on after evictions in the middle, each line once', async () => {
    const id = newInboxId()
    const urls = addresses(160)
    const importId = await startImport(id, opml(urls))
    for (let n = 0; n < 4; n++) await evict(id)
    const report = await finished(id, importId)
    expect(report.lines.map((line) => line.status)).toEqual(urls.map(() => 'added'))
    const subscriptions = await inboxStub(id).subscriptions(id, trace)
    expect(subscriptions.map((row) => row.feedUrl)).toEqual(urls)
  })

  it('is forgotten a month after it finished', async () => {
    const id = newInboxId()
    const importId = await startImport(id, opml(addresses(1)))
    await finished(id, importId)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 24 * 60 * 60 * 1000 })
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(inboxStub(id))
      const report = await inboxStub(id).importReport(id, trace, importId)
      expect(report).toMatchObject({ ok: false, error: { code: 'import.not_found' } })
    })
    vi.useRealTimers()
  })

  it('is followed by another that was started meanwhile', async () => {
    const id = newInboxId()
    const urls = addresses(140)
    const first = await startImport(id, opml(urls.slice(0, 70)))
    const second = await startImport(id, opml(urls.slice(60)))
    expect((await finished(id, first)).progress).toMatchObject({ added: 70, exists: 0 })
    expect((await finished(id, second)).progress).toMatchObject({ added: 70, exists: 10 })
  })

  it('tells live devices how it goes', async () => {
    const id = newInboxId()
    const client = await LiveClient.connect(id)
    await client.hello()
    await startImport(id, opml(addresses(120)))
    await client.until((frames) =>
      frames.some((frame) => frame.type === 'import' && frame.progress.finishedAt !== null),
    )
    const done = client.frames.flatMap((frame) => (frame.type === 'import' ? [frame.progress.done] : []))
    expect(done).toEqual([50, 100, 120])
    expect(
      client.frames.filter((frame) => frame.type === 'subscription.changed').length,
    ).toBeGreaterThanOrEqual(120)
  })

  it('is refused when it is no OPML or too large, and leaves nothing behind', async () => {
    const id = newInboxId()
    const stub = inboxStub(id)
    expect(await stub.importOpml(id, trace, '<html/>')).toMatchObject({ error: { code: 'opml.malformed' } })
    const large = await stub.importOpml(id, trace, ' '.repeat(5 * 1024 * 1024 + 1))
    expect(large).toMatchObject({ error: { code: 'opml.too_large' } })
    expect(await stub.importReport(id, trace, 'msg_unknown')).toMatchObject({
      error: { code: 'import.not_found' },
    })
  })

  it('of an export brings the same subscriptions to another inbox', async () => {
    const from = newInboxId()
    const [one = '', two = '', three = ''] = addresses(3)
    await followFeed(from, { url: `${one}?a=1&b=2`, title: 'Q & A "quoted" <b>', folder: 'Deep / er' })
    await followFeed(from, { url: two, folder: 'Ünïcode' })
    await followFeed(from, { url: three })
    const to = newInboxId()
    await finished(to, await startImport(to, await inboxStub(from).exportOpml(from, trace)))
    const held = async (id: InboxId) =>
      (await inboxStub(id).subscriptions(id, trace))
        .map(({ feedId, title, folder }) => ({ feedId, title, folder }))
        .toSorted((a, b) => (a.feedId < b.feedId ? -1 : 1))
    expect(await held(to)).toEqual(await held(from))
  })
})
