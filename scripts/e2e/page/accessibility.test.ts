import { devices, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, narrowProblems, addFeed, signUp, visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestFeed } from './test-feed.ts'

let frontProblems: string[]
let state: Awaited<ReturnType<BrowserContext['storageState']>>

const { origin, house, browser } = await openHouse()

beforeAll(async () => {
  const { page } = await visit(browser, house.url)
  await page.getByText('you will be the admin').waitFor()
  frontProblems = await accessibilityProblems(page)
  await signUp(page, 'Marit')
  const html =
    '<h3>On logs</h3><p>Text with <a href="https://example.org">a link</a> and <code>code</code>.</p>'
  const items = Array.from({ length: 12 }, (_, at) => ({ title: `Harbour ${12 - at}`, html }))
  await addFeed(page, new TestFeed(origin, '/harbour.xml', 'Harbour Notes', items).url, { folder: 'Essays' })
  state = await page.context().storageState()
})

const LOOKS: readonly [string, BrowserContextOptions, typeof accessibilityProblems][] = [
  ['on a desk', {}, accessibilityProblems],
  ['on a phone', { ...devices['Pixel 7'] }, narrowProblems],
]

const PLACES: readonly [string, string, (page: Page) => Promise<void>][] = [
  ['the inbox', '/?view=all', (page) => page.locator('.row').first().waitFor()],
  ['an open entry', '/?view=all', openEntry],
  ['an empty list', '/?view=archived', (page) => page.getByText('The archive is empty').waitFor()],
  ['the keys', '/', (page) => openDialog(page, '?')],
  ['adding a feed', '/', (page) => openDialog(page, 'a')],
  ['the account', '/account', (page) => page.getByText('This device').waitFor()],
  ['import and export', '/opml', (page) => page.getByText('Export OPML').waitFor()],
  ['the people', '/admin/people', (page) => page.getByRole('cell', { name: 'active' }).waitFor()],
  ['the feeds', '/admin/feeds', (page) => page.getByLabel('Health').waitFor()],
  ['the channels of all', '/admin/channels', (page) => page.getByLabel('Health').waitFor()],
  ['the registration', '/admin/registration', (page) => page.getByText('Who may join').first().waitFor()],
]

describe.each(LOOKS)('%s', (_, look, problems) => {
  let page: Page
  beforeAll(async () => {
    page = (await visit(browser, house.url, { ...look, storageState: state })).page
  })
  afterAll(() => page.context().close())

  test.each(PLACES)('%s can be used by everybody', async (_place, path, arrive) => {
    await page.goto(path)
    await arrive(page)
    expect(await problems(page)).toEqual([])
  })
})

test('the sign-up page can be used by everybody', () => {
  expect(frontProblems).toEqual([])
})

describe('by keyboard alone', () => {
  test('a dialog takes the focus, keeps it, and gives it back', async () => {
    const { page } = await visit(browser, house.url, { storageState: state })
    const add = page.getByRole('button', { name: 'Add a feed' }).first()
    await add.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let press = 0; press < 8; press++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => add.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.context().close()
  })
})

describe('on a phone', () => {
  test('one pane is shown at a time, and the back button leads from entry to list to sidebar', async () => {
    const { page } = await visit(browser, house.url, { ...devices['Pixel 7'], storageState: state })
    await page.goto('/?view=all')
    await page.locator('.row').nth(2).locator('.row-link').click()
    await page.locator('.article-title').waitFor()
    expect(await page.locator('.list-head').isVisible()).toBe(false)
    await page.goBack()
    await page.locator('.list-head').waitFor()
    expect(await page.locator('.article-title').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Show the sidebar' }).click()
    await page.getByRole('link', { name: /Harbour Notes/ }).click()
    await page.getByRole('heading', { name: 'Harbour Notes' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: /Harbour Notes/ }).waitFor()
    const widest = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
    expect(widest).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('the list is where it was when one comes back from an entry', async () => {
    const { page } = await visit(browser, house.url, { ...devices['Pixel 7'], storageState: state })
    await page.goto('/?view=all')
    await page.locator('.row').first().waitFor()
    const list = page.locator('.list-scroll')
    await list.evaluate((element) => element.scrollTo({ top: 300 }))
    await page.waitForTimeout(200)
    await page.locator('.row').nth(5).locator('.row-link').click()
    await page.locator('.article-title').waitFor()
    await page.goBack()
    await page.locator('.list-head').waitFor()
    expect(await list.evaluate((element) => element.scrollTop)).toBe(300)
    await page.context().close()
  })
})

test('a chosen theme holds over a reload, in the entry as well', async () => {
  const { page } = await visit(browser, house.url, { colorScheme: 'light', storageState: state })
  await page.goto('/?view=all')
  await openEntry(page)
  const switcher = page.getByRole('button', { name: /^Theme:/ })
  await switcher.click()
  await switcher.click()
  const inkInside = (): Promise<string> =>
    page
      .frameLocator('.entry-frame')
      .locator('html')
      .evaluate((html) => getComputedStyle(html).color)
  const ink = await inkInside()
  expect(ink).toBe(await page.evaluate(() => getComputedStyle(document.documentElement).color))
  await page.reload()
  await page.frameLocator('.entry-frame').getByText('Text with').waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  expect(await inkInside()).toBe(ink)
  await page.context().close()
})

async function openEntry(page: Page): Promise<void> {
  await page.locator('.row').first().locator('.row-link').click()
  await page.frameLocator('.entry-frame').getByText('Text with').waitFor()
}

async function openDialog(page: Page, key: string): Promise<void> {
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}
