import { devices, type BrowserContextOptions } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestProvider } from './test-provider.ts'

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { house, browser, join } = await openHouse()
const admin = await join('Marit')

describe('an admin', () => {
  test('adds a provider for the shared work and sees at once that its key is right', async () => {
    const { page } = admin
    await page.goto('/admin/people')
    await page
      .getByRole('navigation', { name: 'Administration' })
      .getByRole('link', { name: 'Models' })
      .click()
    await page.getByText('For work that Switchboard does once for everybody.').waitFor()
    await page.getByRole('button', { name: 'Add a provider' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Speaks like OpenAI' }).check()
    await dialog.getByLabel('Address').fill(provider.url)
    await dialog.getByLabel('Key, if it asks for one').fill(provider.key)
    await dialog.getByText('Names and default models').click()
    await dialog.getByLabel('Name', { exact: true }).fill('Harbour')
    await dialog.getByRole('button', { name: 'Add and try it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByRole('region', { name: 'Harbour' })
      .getByText(/Answers in .* with 2 models/)
      .waitFor()
  })

  test('sets a budget that warns nobody’s inbox, and a route', async () => {
    const { page } = admin
    const parts = page.getByRole('navigation', { name: 'Shared models' })
    await parts.getByRole('link', { name: 'Limits' }).click()
    await page.getByRole('button', { name: 'Set a limit' }).click()
    expect(await page.getByLabel('Tell me').count()).toBe(0)
    await page.getByRole('dialog').getByRole('button', { name: 'Set it' }).click()
    await page.getByText(/\$20/).first().waitFor()
    await parts.getByRole('link', { name: 'Routes' }).click()
    await page.getByText('No routes of your own').waitFor()
  })

  test('finds its ledger and its usage beside it, whose addresses are their own', async () => {
    const { page } = admin
    const parts = page.getByRole('navigation', { name: 'Shared models' })
    await parts.getByRole('link', { name: 'Calls' }).click()
    await page.getByText('No calls yet').waitFor()
    await page.getByLabel('Time').selectOption('day')
    await page.waitForURL(/\/admin\/models\/calls\?since=day/)
    await parts.getByRole('link', { name: 'Usage' }).click()
    await page.getByRole('radio', { name: '7 days' }).check()
    await page.waitForURL(/\/admin\/models\/usage\?days=7/)
    const csv = await page.getByRole('link', { name: 'CSV by day' }).getAttribute('href')
    expect(csv).toMatch(/^\/api\/admin\/router\/usage\.csv\?/)
  })

  test('has none of it among their own models, and every act in the audit log', async () => {
    const { page } = admin
    await page.goto('/models/providers')
    await page.getByText('No providers yet').waitFor()
    await page.goto('/admin/audit')
    await page.getByRole('cell', { name: 'provider.add' }).waitFor()
    await page.getByRole('cell', { name: 'model_limit.add' }).waitFor()
    expect(admin.complaints).toEqual([])
  })
})

const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['in the light', { colorScheme: 'light' }],
  ['in the dark', { colorScheme: 'dark' }],
  ['on a phone', { ...devices['Pixel 7'] }],
]

test.each(LOOKS)('the shared models are for everybody, %s', async (_look, options) => {
  const storageState = await admin.page.context().storageState()
  const { page } = await visit(browser, house.url, { ...options, storageState })
  for (const part of ['', '/limits', '/usage', '/calls']) {
    await page.goto(`/admin/models${part}`)
    await page.getByRole('navigation', { name: 'Shared models' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await accessibilityProblems(page), part).toEqual([])
  }
})
