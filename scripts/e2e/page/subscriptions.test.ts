import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { addFeed } from './browser.ts'
import { openHouse } from './opening.ts'
import { pollNow, TestFeed } from './test-feed.ts'

let harbour: TestFeed

const { origin, join } = await openHouse()
const reader = await join('Marit')

beforeAll(async () => {
  // A feed's newest hundred are delivered to who begins to follow it.
  const many = Array.from({ length: 100 }, (_, at) => ({ title: `Harbour ${100 - at}` }))
  harbour = new TestFeed(origin, '/harbour.xml', 'Harbour Notes', many)
  await addFeed(reader.page, harbour.url, { folder: 'Essays' })
  const kiln = new TestFeed(origin, '/kiln.xml', 'The Kiln', [{ title: 'Glaze' }])
  await addFeed(reader.page, kiln.url)
})

function sidebar(): Locator {
  return reader.page.getByRole('complementary', { name: 'Subscriptions' })
}

async function choose(about: string, choice: string): Promise<void> {
  await sidebar()
    .getByRole('button', { name: `More about ${about}`, exact: true })
    .click()
  await reader.page.getByRole('menuitem', { name: choice }).click()
}

async function submit(field: string, text: string, act: string): Promise<void> {
  const dialog = reader.page.getByRole('dialog')
  await dialog.getByLabel(field, { exact: true }).fill(text)
  await dialog.getByRole('button', { name: act }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('a subscription', () => {
  test('gets a title of one’s own, and its own title back', async () => {
    await choose('The Kiln', 'Rename')
    await submit('Title', 'Pots', 'Save')
    await sidebar().getByRole('link', { name: 'Pots' }).waitFor()
    await choose('Pots', 'Rename')
    await submit('Title', '', 'Save')
    await sidebar().getByRole('link', { name: 'The Kiln' }).waitFor()
  })

  test('moves to a folder that did not exist', async () => {
    await choose('The Kiln', 'Move to a folder')
    await submit('Folder', 'A/B: 50%', 'Move')
    await sidebar().getByRole('link', { name: 'A/B: 50% 1 unread' }).click()
    await reader.page.locator('.row-title', { hasText: 'Glaze' }).waitFor()
    expect(await reader.page.locator('.row').count()).toBe(1)
  })

  test('is followed once: its preview leads to it instead', async () => {
    const { page } = reader
    await page.keyboard.press('a')
    await page.getByLabel('Address of a site').fill(harbour.url)
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.locator('.list-head h1', { hasText: 'Harbour Notes' }).waitFor()
  })
})

describe('a folder', () => {
  test('is renamed under the eyes of who reads it', async () => {
    const { page } = reader
    await sidebar()
      .getByRole('link', { name: /^A\/B: 50%/ })
      .click()
    await choose('folder A/B: 50%', 'Rename')
    await submit('Name', 'Craft', 'Save')
    await page.locator('.list-head h1', { hasText: 'Craft' }).waitFor()
    await page.locator('.row-title', { hasText: 'Glaze' }).waitFor()
  })

  test('stays closed over a reload', async () => {
    const { page } = reader
    await sidebar().getByRole('button', { name: 'Close folder Essays' }).click()
    await page.reload()
    await sidebar().getByRole('button', { name: 'Open folder Essays' }).waitFor()
    expect(
      await sidebar()
        .getByRole('link', { name: /^Harbour Notes/ })
        .count(),
    ).toBe(0)
    await sidebar().getByRole('button', { name: 'Open folder Essays' }).click()
    await sidebar()
      .getByRole('link', { name: /^Harbour Notes/ })
      .waitFor()
  })

  test('is dissolved without losing what lay in it', async () => {
    await choose('folder Craft', 'Dissolve, keep its feeds')
    await expect
      .poll(() =>
        sidebar()
          .getByRole('link', { name: /^Craft/ })
          .count(),
      )
      .toBe(0)
    await sidebar().getByRole('link', { name: 'The Kiln' }).waitFor()
  })
})

describe('a long list', () => {
  test('loads further pages while one scrolls, and renders only what is near', async () => {
    const { page } = reader
    await sidebar()
      .getByRole('link', { name: /^Harbour Notes/ })
      .click()
    await page.locator('.row').first().waitFor()
    const list = page.locator('.list-scroll')
    await expect
      .poll(async () => {
        await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
        return page.locator('.row-title', { hasText: /Harbour 1$/ }).count()
      })
      .toBe(1)
    expect(await page.locator('.row').count()).toBeLessThan(40)
  })

  test('is marked as read from here up', async () => {
    const { page } = reader
    await page.locator('.list-scroll').evaluate((element) => element.scrollTo({ top: 0 }))
    await page.locator('.row-link', { hasText: 'Harbour 98' }).click()
    await page.keyboard.press('Shift+M')
    await sidebar().getByRole('link', { name: 'Harbour Notes 97 unread' }).waitFor()
  })

  test('asks before all of it is marked, below what is loaded as well', async () => {
    const { page } = reader
    await page.goto('/')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('Shift+A')
    await page.getByRole('dialog').getByRole('button', { name: 'Mark all as read' }).click()
    await expect.poll(() => sidebar().locator('.count:not(.is-quiet)').count()).toBe(0)
  })

  test('is read to its end with the space bar alone', async () => {
    const { page } = reader
    await sidebar()
      .getByRole('link', { name: /^Harbour Notes/ })
      .click()
    await page.getByRole('link', { name: 'All', exact: true }).click()
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('j')
    await page.locator('.article-title', { hasText: 'Harbour 100' }).waitFor()
    await page.frameLocator('.entry-frame').getByText('Text of Harbour 100.').waitFor()
    await page.locator('.article-title').evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur())
    await page.keyboard.press('Space')
    await page.locator('.article-title', { hasText: 'Harbour 99' }).waitFor()
  })
})

describe('a feed that fails', () => {
  test('says so in the sidebar, above its list and in its history', async () => {
    const { page } = reader
    origin.set('/harbour.xml', { status: 410, body: 'gone' })
    await pollNow(page, harbour)
    const link = sidebar().getByRole('link', { name: /^Harbour Notes Gone for good/ })
    await link.waitFor()
    await link.click()
    await page.locator('.feed-notice').getByRole('button', { name: 'History' }).click()
    const fetches = page.getByRole('dialog').getByRole('row')
    await fetches.filter({ hasText: '410' }).waitFor()
    await fetches.filter({ hasText: '200' }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('is left with everything it brought', async () => {
    const { page } = reader
    await choose('Harbour Notes', 'Unsubscribe')
    await page.getByRole('dialog').getByRole('button', { name: 'Unsubscribe' }).click()
    await page.locator('.list-head h1', { hasText: 'Inbox' }).waitFor()
    await expect
      .poll(() =>
        sidebar()
          .getByRole('link', { name: /^Harbour/ })
          .count(),
      )
      .toBe(0)
    await page.goto('/?view=all')
    await page.locator('.row-title', { hasText: 'Glaze' }).waitFor()
    expect(await page.locator('.row').count()).toBe(1)
  })
})

test('nothing of all this made the page complain', () => {
  expect(reader.complaints).toEqual([])
})
