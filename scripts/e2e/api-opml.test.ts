import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportReport } from '@switchboard/shared-types/api/subscriptions'
import { ImportProgress } from '@switchboard/shared-types/api/subscriptions'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'

let house: House
let ann: Member

beforeAll(async () => {
  house = await startHouse()
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
})

function opml(outlines: string): string {
  return `<opml version="2.0"><head><title>Feeds</title></head><body>${outlines}</body></opml>`
}

function send(body: NonNullable<RequestInit['body']>, type = 'text/x-opml'): Promise<Response> {
  return ann.device.fetch('/api/opml', { method: 'POST', headers: { 'content-type': type }, body })
}

async function finished(response: Response): Promise<ImportReport> {
  expect(response.status).toBe(202)
  const { id } = ImportProgress.parse(await response.json())
  return eventually('the import', async () => {
    const report = await (await ann.device.api.opml.imports[':id'].$get({ param: { id } })).json()
    return report.progress.finishedAt === null ? undefined : report
  })
}

describe('an import', () => {
  it('follows every line, tells of each how it went, and keeps folders', async () => {
    const good = '<outline text="News"><outline text="One" xmlUrl="https://example.org/one.xml"/></outline>'
    const bad = '<outline text="Bad" xmlUrl="ftp://example.org/x"/>'
    const report = await finished(await send(opml(good + bad)))
    expect(report.progress).toMatchObject({ total: 2, done: 2, added: 1, failed: 1 })
    expect(report.lines.map(({ status }) => status)).toEqual(['added', 'failed'])
    const again = await finished(await send(opml(good)))
    expect(again.progress).toMatchObject({ total: 1, exists: 1 })
    const { subscriptions } = await (await ann.device.api.subscriptions.$get()).json()
    expect(subscriptions).toMatchObject([
      { feedUrl: 'https://example.org/one.xml', title: 'One', folder: 'News' },
    ])
  })

  it('reads the encoding that the document names', async () => {
    const document = `<?xml version="1.0" encoding="ISO-8859-1"?>${opml('<outline text="Caf\u00e9" xmlUrl="https://example.org/cafe.xml"/>')}`
    const report = await finished(await send(Buffer.from(document, 'latin1'), 'text/xml'))
    expect(report.lines).toMatchObject([{ title: 'Café', status: 'added' }])
  })

  it('comes back out as a file to keep', async () => {
    await finished(await send(opml('<outline text="Two" xmlUrl="https://example.org/two.xml"/>')))
    const response = await ann.device.fetch('/api/opml')
    expect(response.headers.get('content-type')).toBe('text/x-opml; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="switchboard.opml"')
    const document = await response.text()
    expect(document).toContain('https://example.org/two.xml')
    const report = await finished(await send(document))
    expect(report.progress.exists).toBe(report.progress.total)
  })
})

describe('a document that is refused', () => {
  it('says so when it is not OPML', async () => {
    const malformed = `<opml><body>${'<outline text="unclosed" xmlUrl="https://example.org/x.xml">\n'.repeat(5)}`
    for (const body of ['not xml at all', '<html></html>', '', '{}']) {
      expect(await failureOf(await send(body))).toBe('400 opml.malformed')
    }
    const response = await send(malformed)
    expect([202, 400]).toContain(response.status)
  })

  it('says so when it is of another type', async () => {
    expect(await failureOf(await send(opml(''), 'application/json'))).toBe(
      '415 request.unsupported_media_type',
    )
    expect(await failureOf(await send(opml(''), 'text/plain'))).toBe('415 request.unsupported_media_type')
  })

  it('says so when it has more than 5 MB, announced or not', async () => {
    const megabyte = 'x'.repeat(1024 * 1024)
    expect(await failureOf(await send(megabyte.repeat(6)))).toBe('413 request.too_large')
    const streamed = new ReadableStream<string>({
      start: (controller) => {
        for (let n = 0; n < 6; n++) controller.enqueue(megabyte)
        controller.close()
      },
    })
    const response = await ann.device.fetch('/api/opml', {
      method: 'POST',
      headers: { 'content-type': 'text/x-opml' },
      body: streamed.pipeThrough(new TextEncoderStream()),
      duplex: 'half',
    })
    expect(await failureOf(response)).toBe('413 request.too_large')
  })

  it('has no report', async () => {
    expect(await failureOf(await ann.device.fetch('/api/opml/imports/msg_none'))).toBe('404 import.not_found')
  })
})
