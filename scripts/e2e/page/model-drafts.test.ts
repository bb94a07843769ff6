import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'
import { settleIn, TestProvider } from './test-provider.ts'

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { origin, join } = await openHouse()
const marit = await join('Marit')
const desk = new TestDesk(origin)

beforeAll(async () => {
  const { page } = marit
  await settleIn(page, provider)
  await desk.connect(page, 'Harbour desk')
  await desk.say({ id: 'kari', name: 'Kari' }, 'Is the lamp lit?', { thread: 'lamp', title: 'The lamp' })
  await page.goto('/conversations')
  await page.locator('.row', { hasText: 'The lamp' }).click()
  await page.getByLabel('Your answer').waitFor()
})

async function askForDraft(page: Page): Promise<void> {
  await page.locator('.thread-scroll').focus()
  await page.keyboard.press('w')
  await page.getByLabel('What is it to say?').fill('Yes')
  await page.getByRole('button', { name: 'Draft it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('a model’s draft is put where one writes, under its name, and nothing leaves by itself', async () => {
  const { page } = marit
  await askForDraft(page)
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('A lamp is lit.')
  await page.getByText(/Drafted by .*harbour/).waitFor()
  await page.locator('.row', { hasText: 'The lamp' }).getByText('Draft').waitFor()
  expect(desk.taken).toEqual([])
})

test('beside one’s own words it waits until it is taken, and the own ones wait then', async () => {
  const { page } = marit
  await page.getByLabel('Your answer').fill('')
  await expect.poll(() => page.locator('.row').getByText('Draft').count()).toBe(0)
  await page.getByLabel('Your answer').fill('My own words')
  await page.getByText('Draft saved').waitFor()
  await askForDraft(page)
  const others = page.getByRole('list', { name: 'Other drafts' })
  await others.getByText('A model suggests').waitFor()
  expect(await page.getByLabel('Your answer').inputValue()).toBe('My own words')
  await others.getByRole('button', { name: 'Use it' }).click()
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('A lamp is lit.')
  await others.getByText('My own words').waitFor()
  await others.getByRole('button', { name: 'Throw this draft away' }).click()
  await expect.poll(() => others.count()).toBe(0)
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
