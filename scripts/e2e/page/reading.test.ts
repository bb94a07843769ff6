import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { addFeed, signUp, visit, type Visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { pollNow, TestFeed } from './test-feed.ts'

let harbour: TestFeed
let reader: Visit

const { origin, house, browser } = await openHouse()

beforeAll(async () => {
  const items = Array.from({ length: 30 }, (_, at) => ({ title: `Harbour ${30 - at}` }))
  harbour = new TestFeed(origin, '/harbour.xml', 'Harbour Notes', items)
  origin.set('/', {
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Harbour</title><link rel="alternate" type="application/rss+xml" href="/harbour.xml">',
  })
  reader = await visit(browser, house.url)
})

function rows(page: Page): Locator {
  return page.locator('.row')
}

function openTitle(page: Page): Locator {
  return page.getByRole('region', { name: 'Reader' }).getByRole('heading', { level: 1 })
}

async function titles(page: Page, count: number): Promise<string[]> {
  const all = await page.locator('.row-title').allTextContents()
  return all.slice(0, count).map((text) => text.replace('Unread: ', ''))
}

describe('a person who reads', () => {
  test('is told on the first run that they will be the admin, and signs up', async () => {
    const { page } = reader
    await page.getByText('you will be the admin').waitFor()
    await signUp(page, 'Marit')
    await page.getByText('Follow something').waitFor()
  })

  test('is told in a sentence what is wrong with an address', async () => {
    const { page } = reader
    await page.keyboard.press('a')
    for (const [address, sentence] of [
      [`${origin.url}/nowhere`, 'There is nothing at this address (404)'],
      ['http://10.0.0.1/feed', 'inside a private network'],
      ['ftp://example.org', 'not an address of the web'],
    ] as const) {
      await page.getByLabel('Address of a site').fill(address)
      await page.getByRole('button', { name: 'Look' }).click()
      await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
    }
    await page.keyboard.press('Escape')
  })

  test('pastes the address of a site, sees what it brings, and has it in a folder', async () => {
    const { page } = reader
    await addFeed(page, origin.url, { folder: 'Essays' })
    expect(await page.locator('.list-head h1').innerText()).toBe('Harbour Notes')
    await page.getByRole('link', { name: 'Essays 30 unread' }).waitFor()
    expect(await titles(page, 2)).toEqual(['Harbour 30', 'Harbour 29'])
  })

  test('goes through the list by key; what was read stays where it was until they come back', async () => {
    const { page } = reader
    await page.getByRole('link', { name: 'Inbox' }).click()
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await openTitle(page).getByText('Harbour 29').waitFor()
    await page.frameLocator('.entry-frame').getByText('Text of Harbour 29.').waitFor()
    await page.getByRole('link', { name: 'Inbox 28 unread' }).waitFor()
    expect(await titles(page, 3)).toEqual(['Harbour 30', 'Harbour 29', 'Harbour 28'])
    await page.keyboard.press('k')
    await openTitle(page).getByText('Harbour 30').waitFor()
    await page.getByRole('link', { name: 'Starred' }).click()
    await page.getByText('No stars yet').waitFor()
    await page.getByRole('link', { name: 'Inbox' }).click()
    await rows(page).first().waitFor()
    expect(await titles(page, 1)).toEqual(['Harbour 28'])
  })

  test('stars, unreads and archives by key, and takes the archiving back', async () => {
    const { page } = reader
    await page.keyboard.press('j')
    await openTitle(page).getByText('Harbour 28').waitFor()
    await page.keyboard.press('s')
    await page.getByRole('link', { name: 'Starred 1 entries' }).waitFor()
    await page.keyboard.press('m')
    await page.getByRole('link', { name: 'Inbox 28 unread' }).waitFor()
    await page.keyboard.press('e')
    await openTitle(page).getByText('Harbour 27').waitFor()
    expect(await titles(page, 1)).toEqual(['Harbour 27'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('.row-title', { hasText: 'Harbour 28' }).waitFor()
    expect(await openTitle(page).innerText()).toBe('Harbour 27')
  })

  test('has keys where the entry has the focus as well', async () => {
    const { page } = reader
    await page.frameLocator('.entry-frame').getByText('Text of Harbour 27.').click()
    await page.keyboard.press('j')
    await openTitle(page).getByText('Harbour 26').waitFor()
  })

  test('finds by words while typing, and gets the list back', async () => {
    const { page } = reader
    await page.keyboard.press('/')
    await page.keyboard.type('"Harbour 17"')
    await page.waitForURL(/q=/)
    await page.locator('.row-title', { hasText: 'Harbour 17' }).waitFor()
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => rows(page).count()).toBeGreaterThan(5)
  })

  test('marks the whole list as read', async () => {
    const { page } = reader
    await page.keyboard.press('Shift+A')
    await page.getByText('All read').first().waitFor()
    await expect.poll(() => page.locator('.count:not(.is-quiet)').count()).toBe(0)
  })
})

describe('news', () => {
  test('come in by themselves at the top of a list that is only looked at', async () => {
    const { page } = reader
    await page.goto('/')
    await page.getByText('All read').waitFor()
    harbour.publish({ title: 'Fresh one' })
    await pollNow(page, harbour)
    await page.locator('.row-title', { hasText: 'Fresh one' }).waitFor({ timeout: 10_000 })
    await page.getByRole('link', { name: 'Inbox 1 unread' }).waitFor()
  })

  test('wait behind a pill while one reads, and the open entry stays', async () => {
    const { page } = reader
    await page.keyboard.press('j')
    await openTitle(page).getByText('Fresh one').waitFor()
    harbour.publish({ title: 'While reading 2' }, { title: 'While reading 1' })
    await pollNow(page, harbour)
    const pill = page.getByRole('button', { name: '2 new' })
    await pill.waitFor({ timeout: 10_000 })
    expect(await titles(page, 5)).toEqual(['Fresh one'])
    await pill.click()
    await page.locator('.row-title', { hasText: 'While reading 2' }).waitFor()
    expect(await titles(page, 3)).toEqual(['While reading 2', 'While reading 1', 'Fresh one'])
    expect(await openTitle(page).innerText()).toBe('Fresh one')
  })

  test('that are corrections show in the open entry', async () => {
    const { page } = reader
    harbour.edit('Fresh one', '<p>The ferry leaves at nine, not at eight.</p>')
    await pollNow(page, harbour)
    await page.frameLocator('.entry-frame').getByText('at nine, not at eight').waitFor()
    expect(await openTitle(page).innerText()).toBe('Fresh one')
  })

  test('leave a list that is scrolled down where it is', async () => {
    const { page } = reader
    await page.goto('/?view=all')
    await rows(page).first().waitFor()
    const list = page.locator('.list-scroll')
    await list.evaluate((element) => element.scrollTo({ top: 900 }))
    await page.waitForTimeout(200)
    const place = (): Promise<(string | number)[]> =>
      list.evaluate((element) => {
        const top = element.getBoundingClientRect().top
        const shown = [...element.querySelectorAll('.row')].find(
          (row) => row.getBoundingClientRect().bottom > top + 1,
        )
        return [
          shown?.querySelector('.row-title')?.textContent ?? '',
          Math.round((shown?.getBoundingClientRect().top ?? 0) - top),
        ]
      })
    const before = await place()
    harbour.publish({ title: 'Far above' })
    await pollNow(page, harbour)
    await page.getByRole('button', { name: '1 new' }).waitFor({ timeout: 10_000 })
    expect(await place()).toEqual(before)
  })
})

describe('another device', () => {
  test('shows what was done here, and here what was done there', async () => {
    const { page } = reader
    await page.goto('/?view=all')
    await rows(page).first().waitFor()
    const state = await page.context().storageState()
    const other = await visit(browser, house.url, { storageState: state })
    await other.page.goto('/?view=all')
    await rows(other.page).first().waitFor()

    await other.page.keyboard.press('j')
    await other.page.keyboard.press('s')
    await page.getByRole('link', { name: /Starred 2 entries/ }).waitFor()
    await expect.poll(() => rows(page).first().getAttribute('data-read')).toBe('true')
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    const archived = other.page.locator('.row-title', { hasText: 'Far above' })
    await expect.poll(() => archived.count()).toBe(0)
    expect(other.complaints).toEqual([])
    await other.page.context().close()
  })

  test('takes back what the server never heard of, and says so', async () => {
    const { page } = reader
    await page.goto('/?view=all')
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await openTitle(page).waitFor()
    await page.context().setOffline(true)
    const star = page
      .getByRole('toolbar', { name: 'Entry' })
      .getByRole('button', { name: 'Star', exact: true })
    await star.click()
    await page.getByText('The server cannot be reached').waitFor()
    await star.waitFor()
    await page.context().setOffline(false)
  })

  test('catches up with what happened while it was away', async () => {
    const { page } = reader
    await page.goto('/')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.context().setOffline(true)
    const socketIsGone = house.restart()
    await page.getByText('Offline').waitFor({ timeout: 20_000 })
    await socketIsGone
    harbour.publish({ title: 'While away' })
    await pollNow(page, harbour)
    await page.context().setOffline(false)
    await page.locator('.row-title', { hasText: 'While away' }).waitFor({ timeout: 30_000 })
    await expect.poll(() => page.locator('.live-state').innerText()).toBe('')
  })
})

test('a list that could not be loaded is there as soon as the server is', async () => {
  const { page } = reader
  await page.route('**/api/entries?*', (route) => route.abort())
  await page.getByRole('link', { name: 'Starred' }).click()
  await page.locator('.list-scroll').getByText('The server cannot be reached').waitFor()
  await page.unroute('**/api/entries?*')
  await house.restart()
  await page.locator('.row').first().waitFor({ timeout: 30_000 })
})

test('several are selected, and acted on at once', async () => {
  const { page } = reader
  await page.goto('/?view=all')
  await rows(page).nth(4).waitFor()
  const bar = page.getByRole('toolbar', { name: 'Selected entries' })
  const select = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
    await bar.getByText('2 selected').waitFor()
  }
  const stars = (): Promise<number> => page.locator('.row-star').count()
  const [before, starred] = [await titles(page, 5), await stars()]
  await select('j', 'j', 'x', 'j', 'x')
  await page.keyboard.press('s')
  await expect.poll(stars).toBe(starred + 2)
  await bar.waitFor({ state: 'detached' })
  await select('x', 'k', 'x')
  await bar.getByRole('button', { name: 'Star', exact: true }).click()
  await expect.poll(stars).toBe(starred)
  await select('x', 'j', 'x', 'k')
  await page.keyboard.press('e')
  await openTitle(page)
    .getByText(before[3] ?? '')
    .waitFor()
  expect(await titles(page, 3)).toEqual([before[0], ...before.slice(3)])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titles(page, 5)).toEqual(before)
})

test('nothing of all this made the page complain', () => {
  expect(reader.complaints).toEqual([])
})
