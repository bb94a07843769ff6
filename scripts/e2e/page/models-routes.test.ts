import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { callModel, settleIn, TestProvider } from './test-provider.ts'

let token: string

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { house, join } = await openHouse()
const marit = await join('Marit')

beforeAll(async () => {
  token = await settleIn(marit.page, provider)
})

function lines(): Locator {
  return marit.page.getByRole('region', { name: 'Routes' }).locator('.route:not(.is-rest)')
}

async function names(): Promise<string[]> {
  return lines().locator('strong').allTextContents()
}

async function addRoute(name: string, models: string, target: string): Promise<void> {
  const { page } = marit
  await page.getByRole('button', { name: 'Add a route' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Models that are asked for').fill(models)
  await dialog.getByRole('combobox', { name: 'Model', exact: true }).fill(target)
  await dialog.getByRole('button', { name: 'Save the route' }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('routes', () => {
  test('are added, with what they ask of a call and where they lead', async () => {
    const { page } = marit
    await page.goto('/models/routes')
    await page.getByText('No routes of your own').waitFor()
    await addRoute('Small', '*haiku*, tiny', 'harbour-small')
    await addRoute('Everything of Claude', 'claude-*', '')
    await page.getByRole('button', { name: 'Change Everything of Claude' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Only some of the calls').click()
    await dialog.getByLabel('Tokens in, at most').fill('50000')
    await dialog.getByRole('button', { name: 'Add a target' }).click()
    await dialog.getByRole('group', { name: 'Target 2' }).getByLabel('Model').fill('harbour-large')
    await dialog.getByRole('button', { name: 'Save the route' }).click()
    await dialog.waitFor({ state: 'detached' })
    const claude = await lines().nth(1).textContent()
    expect(claude).toContain('with 50,000 tokens in or fewer')
    expect(claude).toMatch(/toharbour\/as askedthenharbour\/harbour-large/)
  })

  test('that are no routes say what is wrong with them', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'Change Small' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Patience and fields').click()
    await dialog.getByLabel('Fields of the request to set').fill('temperature = 0')
    await dialog.getByRole('button', { name: 'Save the route' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'no JSON object' }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  test('change their order by keyboard, the focus stays, and the order holds over a reload', async () => {
    const { page } = marit
    expect(await names()).toEqual(['Small', 'Everything of Claude'])
    const down = page.getByRole('button', { name: 'Move Small down' })
    await down.focus()
    await page.keyboard.press('Enter')
    await expect.poll(names).toEqual(['Everything of Claude', 'Small'])
    await page.getByText('Small is now 2 of 2').waitFor({ state: 'attached' })
    await expect.poll(() => down.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.reload()
    await expect.poll(names).toEqual(['Everything of Claude', 'Small'])
    await page.getByRole('button', { name: 'Move Small up' }).click()
    await expect.poll(names).toEqual(['Small', 'Everything of Claude'])
  })

  test('tell beforehand what would happen to a call, and why', async () => {
    const { page } = marit
    const panel = page.locator('.panel').filter({ hasText: 'What would happen?' })
    await panel.getByLabel('Model').fill('claude-haiku-4-5')
    await panel.getByRole('button', { name: 'Try it' }).click()
    const goes = panel.locator('.dry-run-goes')
    await goes.filter({ hasText: 'harbour/harbour-small by Small' }).waitFor()
    await panel.getByText('Routes, in order').waitFor()
    await page.getByRole('switch', { name: 'Use the route Small' }).click()
    // The answer follows the routes.
    await goes.filter({ hasText: 'by Everything of Claude' }).waitFor()
    await page.getByRole('switch', { name: 'Use the route Small' }).click()
    await goes.filter({ hasText: 'by Small' }).waitFor()
  })

  test('decide about calls, and the log says so', async () => {
    const { page } = marit
    expect(await callModel(house.url, token, 'tiny')).toBe(200)
    await page.getByRole('link', { name: 'Calls', exact: true }).click()
    await page.locator('.call-link').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Small', { exact: true }).waitFor()
    await dialog.getByText('harbour · harbour-small').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Usage', exact: true }).click()
    await page.getByRole('radio', { name: 'Route' }).check()
    await page.getByRole('rowheader', { name: 'Small' }).waitFor()
  })

  test('keep a provider from being removed as long as they lead to it', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Providers' }).click()
    await page.getByRole('button', { name: 'More about Harbour' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'A route still leads to this provider' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('a limit', () => {
  test('shows what is used of it, and the bell warns before calls are refused', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Limits' }).click()
    await page.getByRole('button', { name: 'Set a limit' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Of', { exact: true }).selectOption({ label: 'Tokens' })
    await dialog.getByLabel('At most').fill('14000')
    await dialog.getByLabel('In', { exact: true }).selectOption({ label: 'a day' })
    await dialog.getByLabel('For').selectOption({ label: 'the token Night watch' })
    await dialog.getByLabel('Tell me').selectOption({ label: 'when 80 % are used' })
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await page.getByText('At most 14,000 tokens a day').waitFor()
    await page.getByText('for the token Night watch').waitFor()
    while ((await callModel(house.url, token, 'tiny')) === 200);
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor()
    await page.locator('.limits [data-state]:not([data-state="free"])').waitFor()
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click()
    await page.getByRole('dialog').getByText('new', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
  })

  test('is lifted, and calls go through again', async () => {
    const { page } = marit
    await page.getByRole('button', { name: /^Lift:/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Lift it' }).click()
    await page.getByText('No limits yet').waitFor()
    expect(await callModel(house.url, token, 'tiny')).toBe(200)
  })
})

test('the log loads older calls when one comes to its end', async () => {
  const { page } = marit
  for (let round = 0; round < 11; round++) {
    const asked = Array.from({ length: 5 }, () => callModel(house.url, token, 'tiny'))
    expect(await Promise.all(asked)).toEqual([200, 200, 200, 200, 200])
  }
  await page.goto('/models/calls')
  await expect.poll(() => page.locator('.call').count()).toBe(50)
  await page.locator('.call').last().scrollIntoViewIfNeeded()
  await expect.poll(() => page.locator('.call').count()).toBeGreaterThan(55)
  await expect.poll(() => page.getByRole('button', { name: 'Load more' }).count()).toBe(0)
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
