import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityProblems, addFeed } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestFeed } from './test-feed.ts'
import { settleIn, TestProvider } from './test-provider.ts'

const TEXT = `<p>The ferry leaves at nine from Monday on. The council heard two hundred letters about the ferry before it decided.
It had been leaving at eight for forty years. Coffee was served.</p>`

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { origin, join } = await openHouse()
const reader = await join('Ferrywoman')

beforeAll(async () => {
  const feed = new TestFeed(origin, '/harbour.xml', 'Harbour Notes', [
    { title: 'The new timetable', html: TEXT },
    { title: 'Another one', html: '<p>Short.</p>' },
  ])
  await addFeed(reader.page, feed.url)
})

/** Opens the newest entry. */
async function openFirst(page: Page): Promise<void> {
  await page.goto('/?view=all')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 1, name: 'The new timetable' }).waitFor()
}

function panel(page: Page): Locator {
  return page.getByRole('region', { name: 'Summary' })
}

test('an entry is summed up by its own sentences where there is no model, and the page says where to get one', async () => {
  const { page } = reader
  await openFirst(page)
  expect(await panel(page).count()).toBe(0)
  await page.getByRole('button', { name: 'Summarise' }).click()
  await panel(page).getByText('The ferry leaves at nine').waitFor()
  await panel(page).getByText('Extract: sentences of the entry itself.').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await panel(page).getByRole('link', { name: 'Models' }).click()
  await page.waitForURL(/\/models/)
})

test('with a provider its model writes it, asked by key, and says who it was', async () => {
  const { page } = reader
  await settleIn(page, provider)
  await openFirst(page)
  const letGo = provider.hold()
  await page.keyboard.press('u')
  await panel(page).getByText('Summing up…').waitFor()
  letGo()
  await panel(page).getByText('A lamp is lit.').waitFor()
  await panel(page).getByText('Summary by harbour-small').waitFor()
})

test('it belongs to its entry alone, and is there again on the way back without a question', async () => {
  const { page } = reader
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 1, name: 'Another one' }).waitFor()
  expect(await panel(page).count()).toBe(0)
  await page.keyboard.press('k')
  await panel(page).getByText('A lamp is lit.').waitFor()
})

test('its call stands in the log as Switchboard’s own', async () => {
  const { page } = reader
  await page.goto('/models/calls')
  await page.getByText('Switchboard').first().waitFor()
  await page.getByText('harbour-small').first().waitFor()
})

test('a failure is told in a sentence, and asking again helps', async () => {
  const { page } = reader
  await openFirst(page)
  await page.route('**/summary', (route) => route.abort())
  await page.keyboard.press('u')
  await panel(page).getByRole('alert').getByText('The server cannot be reached').waitFor()
  await page.unroute('**/summary')
  await page.keyboard.press('u')
  await panel(page).getByText('A lamp is lit.').waitFor()
})

test('on a phone nothing of the bar is out of reach', async () => {
  const { page } = reader
  await page.setViewportSize({ width: 360, height: 720 })
  const last = page.getByRole('toolbar', { name: 'Entry' }).getByRole('button').last()
  const box = await last.boundingBox()
  expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  expect(reader.complaints).toEqual([])
})
