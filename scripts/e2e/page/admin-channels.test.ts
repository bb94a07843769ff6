import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, visit } from './browser.ts'
import { openHouse } from './opening.ts'

const WAIT = { timeout: 10_000 }

const { house, browser, join } = await openHouse()
const admin = await join('Marit')

beforeAll(async () => {
  for (const name of ['My private shop', 'The other one']) await connect(admin.page, name)
})

async function connect(page: Page, name: string): Promise<void> {
  const made = await page.request.post('/api/channels', {
    data: { kind: 'webhook', name },
    headers: { origin: house.url },
  })
  expect(made.status()).toBe(201)
}

function lines(page: Page) {
  return page.locator('tbody tr').filter({ hasText: 'chn_' })
}

async function choose(page: Page, what: string): Promise<void> {
  await lines(page).first().getByRole('button').click()
  await page.getByRole('menuitem', { name: what }).click()
}

describe('an admin', () => {
  test('sees which channels there are and how they are, and nothing of what they are called', async () => {
    const { page } = admin
    await page.getByRole('link', { name: 'Administration' }).click()
    await page
      .getByRole('navigation', { name: 'Administration' })
      .getByRole('link', { name: 'Channels' })
      .click()
    await expect.poll(() => lines(page).count(), WAIT).toBe(2)
    expect(await lines(page).first().textContent()).toMatch(/Webhook.*chn_.*inb_.*Connected.*none yet/)
    expect(await page.locator('main').textContent()).not.toContain('private shop')
  })

  test('pauses one, finds it by its health, and lets it go on', async () => {
    const { page } = admin
    await choose(page, 'Pause')
    await page.getByText('Paused').first().waitFor()
    await page.getByLabel('Health').selectOption('paused')
    await expect.poll(() => lines(page).count(), WAIT).toBe(1)
    await choose(page, 'Resume')
    await page.getByText('No channel fits').waitFor()
    await page.getByLabel('Health').selectOption('')
    await expect.poll(() => lines(page).count(), WAIT).toBe(2)
  })

  test('searches them, and looks up whose one is', async () => {
    const { page } = admin
    const search = page.getByLabel('Search by platform, owner, id or reason')
    await search.fill('telegram')
    await page.getByText('No channel fits').waitFor()
    await search.fill('WEBHOOK')
    await expect.poll(() => lines(page).count(), WAIT).toBe(2)
    await choose(page, 'About the owner')
    await page.getByRole('dialog').getByText('marit@example.org').waitFor()
    await page.keyboard.press('Escape')
  })

  test('finds both acts in the audit log', async () => {
    const { page } = admin
    await page.getByRole('link', { name: 'Audit log' }).click()
    for (const act of ['channel.pause', 'channel.resume', 'person.read']) {
      await page.getByText(act).first().waitFor()
    }
  })

  test.each([
    ['in light', { colorScheme: 'light' as const }],
    ['in the dark', { colorScheme: 'dark' as const }],
    ['on a phone', { viewport: { width: 390, height: 800 } }],
  ])('can use the page %s', async (_, look) => {
    const storageState = await admin.page.context().storageState()
    const { page } = await visit(browser, house.url, { ...look, storageState })
    await page.goto('/admin/channels')
    await expect.poll(() => lines(page).count(), WAIT).toBe(2)
    expect(await accessibilityProblems(page)).toEqual([])
    await page.context().close()
  })

  test('meets no error on the way', () => {
    expect(admin.complaints).toEqual([])
  })
})
