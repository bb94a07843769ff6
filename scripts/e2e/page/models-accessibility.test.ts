import { devices, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, narrowProblems, signUp, visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { ask, callModel, settleIn, TestProvider } from './test-provider.ts'

let newcomer: Page
let settled: Awaited<ReturnType<BrowserContext['storageState']>>
let fresh: Awaited<ReturnType<BrowserContext['storageState']>>

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { house, browser, join } = await openHouse()

beforeAll(async () => {
  newcomer = (await visit(browser, house.url)).page
  await signUp(newcomer, 'Ola')
  fresh = await newcomer.context().storageState()
  const { page } = await join('Marit')
  const token = await settleIn(page, provider)
  const target = { provider: 'harbour', model: 'harbour-small' }
  const conditions = { minInputTokens: 1, tools: false }
  await ask(page, 'PUT', '/routes', {
    routes: [
      { name: 'Small', models: ['tiny', '*haiku*'], conditions, targets: [target, { ...target, tier: 2 }] },
      { name: 'Off', enabled: false, models: ['never'], targets: [target] },
    ],
  })
  for (const model of ['tiny', 'harbour-large']) expect(await callModel(house.url, token, model)).toBe(200)
  const scope = { kind: 'person' }
  await ask(page, 'POST', '/limits', { metric: 'money', period: 'month', amount: 20, scope })
  await ask(page, 'POST', '/limits', { metric: 'tokens', period: 'day', amount: 16_000, scope })
  settled = await page.context().storageState()
})

const LOOKS: readonly [string, BrowserContextOptions, typeof accessibilityProblems][] = [
  ['on a desk', {}, accessibilityProblems],
  ['on a phone', { ...devices['Pixel 7'] }, narrowProblems],
]

const press =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
  }

const PLACES: readonly [string, string, (page: Page) => Promise<void>][] = [
  ['the overview', '/models', (page) => page.getByText('Connect an agent').waitFor()],
  ['the providers', '/models/providers', (page) => page.getByText('listed').first().waitFor()],
  ['adding a provider', '/models/providers', press('Add a provider')],
  ['the routes', '/models/routes', (page) => page.getByText('Everything else').waitFor()],
  ['changing a route', '/models/routes', press('Change Small')],
  ['a dry run', '/models/routes', dryRun],
  ['the limits', '/models/limits', (page) => page.getByText('of 16,000 used').waitFor()],
  ['setting a limit', '/models/limits', press('Set a limit')],
  ['the usage', '/models/usage', (page) => page.getByRole('rowheader').first().waitFor()],
  ['the usage as a table', '/models/usage', (page) => page.getByText('As a table').click()],
  ['the calls', '/models/calls', (page) => page.locator('.call').first().waitFor()],
  ['a call', '/models/calls', openCall],
  ['the tokens', '/models/tokens', (page) => page.getByText('Night watch').first().waitFor()],
  ['making a token', '/models/tokens', press('Make a token')],
  ['a token that was just made', '/models/tokens', makeToken],
  ['the notifications', '/', openBell],
]

const NOTHING: readonly [string, string, string][] = [
  ['the first steps', '/models', 'Copy the lines for your agent'],
  ['no providers', '/models/providers', 'No providers yet'],
  ['no routes', '/models/routes', 'No routes of your own'],
  ['no limits', '/models/limits', 'No limits yet'],
  ['no usage', '/models/usage', 'No calls in these days'],
  ['no calls', '/models/calls', 'No calls yet'],
  ['no tokens', '/models/tokens', 'No tokens yet'],
]

describe.each(LOOKS)('%s', (_, look, problems) => {
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
    await page.goto(path)
    await arrive(page)
    expect(await problems(page)).toEqual([])
    expect(await overhang(page)).toBeLessThanOrEqual(0)
  })

  test.each(NOTHING)('%s says what to do', async (_place, path, words) => {
    await empty.goto(path)
    await empty.getByText(words).waitFor()
    expect(await problems(empty)).toEqual([])
    expect(await overhang(empty)).toBeLessThanOrEqual(0)
  })
})

test.each(PLACES.map(([, path]) => path).filter((path, at, all) => all.indexOf(path) === at && path !== '/'))(
  '%s says so when the server cannot be reached',
  async (path) => {
    const { page } = await visit(browser, house.url, { storageState: settled })
    await page.route('**/api/router/**', (route) => route.abort())
    await page.goto(path)
    await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.context().close()
  },
)

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
