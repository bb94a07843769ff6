import {
  devices,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHouse, type House } from '../house.ts'
import { accessibilityProblems, signUp, startBrowser, visit } from './browser.ts'
import { ask, callModel, settleIn, TestProvider } from './test-provider.ts'

let house: House
let provider: TestProvider
let browser: Browser
let newcomer: Page
let settled: Awaited<ReturnType<BrowserContext['storageState']>>
let fresh: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  provider = await TestProvider.start()
  house = await startHouse({ allowNetwork: ['127.0.0.1/32'] })
  browser = await startBrowser()
  newcomer = (await visit(browser, house.url)).page
  await signUp(newcomer, 'Ola')
  fresh = await newcomer.context().storageState()
  const { page } = await visit(browser, house.url)
  await signUp(page, 'Marit')
  const token = await settleIn(page, provider)
  const target = { provider: 'harbour', model: 'harbour-small' }
  const conditions = { minInputTokens: 1, tools: false }
  await ask(page, 'PUT', '/routes', {
    routes: [
      { name: 'Small', models: ['tiny', '*haiku*'], conditions, targets: [target, { ...target, tier: 2 }] },
      { name: 'Off', enabled: false, models: ['never'], targets: [target] },
    ],
  })
  const scope = { kind: 'person' }
  await ask(page, 'POST', '/limits', { metric: 'money', period: 'month', amount: 20, scope })
  await ask(page, 'POST', '/limits', { metric: 'tokens', period: 'day', amount: 16_000, scope })
  for (const model of ['tiny', 'harbour-large', 'nobody-has-this']) await callModel(house.url, token, model)
  settled = await page.context().storageState()
})

afterAll(async () => {
  await browser.close()
  await house.stop()
  await provider.stop()
})

const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['in the light', { colorScheme: 'light' }],
  ['in the dark', { colorScheme: 'dark' }],
  ['on a phone', { ...devices['Pixel 7'] }],
]

const press =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
  }

const PLACES: readonly [string, string, (page: Page) => Promise<void>][] = [
  ['the overview', '', (page) => page.getByText('Connect an agent').waitFor()],
  ['the providers', '/providers', (page) => page.getByText('listed').first().waitFor()],
  ['adding a provider', '/providers', press('Add a provider')],
  ['the routes', '/routes', (page) => page.getByText('Everything else').waitFor()],
  ['changing a route', '/routes', press('Change Small')],
  ['a dry run', '/routes', dryRun],
  ['the limits', '/limits', (page) => page.getByText('of 16,000 used').waitFor()],
  ['setting a limit', '/limits', press('Set a limit')],
  ['the usage', '/usage', (page) => page.getByRole('rowheader').first().waitFor()],
  ['the usage as a table', '/usage', (page) => page.getByText('As a table').click()],
  ['the calls', '/calls', (page) => page.locator('.call').first().waitFor()],
  ['a call', '/calls', openCall],
  ['the tokens', '/tokens', (page) => page.getByText('Night watch').first().waitFor()],
  ['making a token', '/tokens', press('Make a token')],
  ['a token that was just made', '/tokens', makeToken],
  ['the notifications', '', openBell],
]

const NOTHING: readonly [string, string, string][] = [
  ['the first steps', '', 'Copy the lines for your agent'],
  ['no providers', '/providers', 'No providers yet'],
  ['no routes', '/routes', 'No routes of your own'],
  ['no limits', '/limits', 'No limits yet'],
  ['no usage', '/usage', 'No calls in these days'],
  ['no calls', '/calls', 'No calls yet'],
  ['no tokens', '/tokens', 'No tokens yet'],
]

describe.each(LOOKS)('%s', (_, look) => {
  let page: Page
  let empty: Page
  beforeAll(async () => {
    page = (await visit(browser, house.url, { ...look, storageState: settled })).page
    empty = (await visit(browser, house.url, { ...look, storageState: fresh })).page
  })
  afterAll(async () => {
    await page.context().close()
    await empty.context().close()
  })

  test.each(PLACES)('%s can be used by everybody and is not too wide', async (_place, path, arrive) => {
    await page.goto(`/models${path}`)
    await arrive(page)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await overhang(page)).toBeLessThanOrEqual(0)
  })

  test.each(NOTHING)('%s says what to do', async (_place, path, words) => {
    await empty.goto(`/models${path}`)
    await empty.getByText(words).waitFor()
    expect(await accessibilityProblems(empty)).toEqual([])
    expect(await overhang(empty)).toBeLessThanOrEqual(0)
  })
})

/** How many pixels stick out of the page to the right. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    const inside = main === null ? 0 : main.scrollWidth - main.clientWidth
    return Math.max(inside, document.documentElement.scrollWidth - globalThis.innerWidth)
  })
}

async function dryRun(page: Page): Promise<void> {
  await page.locator('.dry-run-form').getByLabel('Model').fill('tiny')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText('Targets, in order').waitFor()
}

async function openCall(page: Page): Promise<void> {
  await page.locator('.call-link').last().click()
  await page.getByRole('dialog').getByText('Why this way').waitFor()
}

async function openBell(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  const sidebar = page.getByRole('button', { name: 'Show the sidebar' })
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  if (await sidebar.isVisible()) await sidebar.click()
  await page.getByRole('button', { name: /^Notifications/ }).click()
  await page.getByRole('dialog').waitFor()
}

async function makeToken(page: Page): Promise<void> {
  await press('Make a token')(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Another')
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  await dialog.getByText('it is shown this once').waitFor()
}
