import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann' }

const { origin, join } = await openHouse()
const marit = await join('Marit')
const desk = new TestDesk(origin)

beforeAll(async () => {
  await desk.connect(marit.page, 'Harbour desk')
  const start = Date.now() - 3_600_000
  for (let at = 1; at <= 120; at++) {
    const when = new Date(start + at * 1_000).toISOString()
    await desk.say(KARI, `Line ${at} of the long talk`, { thread: 'long', title: 'Long talk', at: when })
  }
})

function message(page: Page, text: string): Locator {
  return page.getByRole('log', { name: 'Messages' }).locator('.message', { hasText: text })
}

test('a long thread loads what is older as one scrolls up, and holds its place', async () => {
  const { page } = marit
  await page.goto('/conversations')
  await page.locator('.row', { hasText: 'Long talk' }).click()
  await message(page, 'Line 120 of').waitFor()
  expect(await message(page, 'Line 20 of').count()).toBe(0)
  const scroller = page.locator('.thread-scroll')
  await scroller.evaluate((element) => element.scrollTo({ top: 650 }))
  const place = (): Promise<number> =>
    message(page, 'Line 80 of').evaluate((element) => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  await scroller.evaluate((element) => element.scrollBy({ top: -100 }))
  await message(page, 'Line 30 of').waitFor()
  expect(Math.abs((await place()) - before - 100)).toBeLessThanOrEqual(2)
  await desk.say(KARI, 'One more line', { thread: 'long', title: 'Long talk' })
  await page.getByRole('button', { name: '1 new' }).click()
  await expect.poll(() => message(page, 'One more line').isVisible()).toBe(true)
})

test('what was said long ago is found and shown in its place', async () => {
  const { page } = marit
  await page.reload()
  await message(page, 'One more line').waitFor()
  await page.locator('.thread-scroll').focus()
  await page.keyboard.press('f')
  await page.getByLabel('Words to look for').fill('"Line 7 of"')
  await page.getByRole('dialog').getByText('Line 7 of the long talk').click()
  await expect.poll(() => message(page, 'Line 7 of').evaluate(isInSight)).toBe(true)
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top > 60 && bottom < globalThis.innerHeight - 120
}
