import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { TestFeed } from './test-feed.ts'

const { origin, join } = await openHouse()
const reader = await join('Marit')

function opml(outlines: string): { name: string; mimeType: string; buffer: Buffer } {
  const text = `<?xml version="1.0"?><opml version="2.0"><body>${outlines}</body></opml>`
  return { name: 'feeds.opml', mimeType: 'text/x-opml', buffer: Buffer.from(text) }
}

test('an imported file is worked through line by line, folders included', async () => {
  const { page } = reader
  const feeds = ['one', 'two', 'three'].map(
    (name) => new TestFeed(origin, `/${name}.xml`, name, [{ title: name }]),
  )
  const outlines = feeds.map(({ url }, at) => `<outline type="rss" text="Feed ${at + 1}" xmlUrl="${url}"/>`)
  const file = opml(
    `<outline text="Essays">${outlines.join('')}</outline><outline text="Broken" xmlUrl="not an address at all"/>`,
  )
  await page.goto('/opml')
  await page.getByLabel(/Choose a file/).setInputFiles(file)
  await page.getByText('Done: 3 added, 0 followed already, 1 failed').waitFor({ timeout: 30_000 })
  expect(await page.locator('.import-lines li').count()).toBe(4)
  await page.getByLabel(/Show only the 1 that failed/).check()
  expect(await page.locator('.import-lines li').count()).toBe(1)
  await page.getByRole('link', { name: /^Essays/ }).waitFor()
})

test('what is followed already is passed over', async () => {
  const { page } = reader
  const again = `<outline text="One" xmlUrl="${origin.url}/one.xml"/>`
  await page.getByLabel(/Choose a file/).setInputFiles(opml(again))
  await page.getByText('Done: 0 added, 1 followed already, 0 failed').waitFor({ timeout: 30_000 })
})

test('a file that is no OPML is refused in a sentence', async () => {
  const { page } = reader
  const file = { name: 'holiday.opml', mimeType: 'text/x-opml', buffer: Buffer.from('not xml at all') }
  await page.getByLabel(/Choose a file/).setInputFiles(file)
  await page.getByRole('alert').filter({ hasText: 'This file is not OPML' }).waitFor()
})

test('what is exported names the feeds in their folders', async () => {
  const { page } = reader
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export OPML' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text).toContain('Essays')
  expect(text).toContain(`${origin.url}/three.xml`)
})

test('nothing of all this made the page complain', () => {
  expect(reader.complaints).toEqual([])
})
