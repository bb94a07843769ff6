import { devices, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, narrowProblems, addFeed, visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'
import { TestFeed } from './test-feed.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann' }

let state: Awaited<ReturnType<BrowserContext['storageState']>>

const { origin, house, browser, join } = await openHouse()

beforeAll(async () => {
  const { page } = await join('Marit')
  const desk = new TestDesk(origin)
  await desk.connect(page, 'Harbour desk')
  const thread = { thread: 'aurora', title: 'The Aurora' }
  const said = await desk.say(
    KARI,
    'Could you confirm by tomorrow? It is urgent: https://example.org',
    thread,
  )
  await desk.say({ id: 'cat', name: 'Cat' }, 'Where is my order?', { thread: 'order', title: 'Order 7' })
  await page.goto('/conversations')
  await page.locator('.row', { hasText: 'The Aurora' }).click()
  await page.getByText('Could you confirm').last().waitFor()
  const about = { thread: { id: 'aurora', title: 'The Aurora' }, author: KARI }
  await desk.tell({ ...about, type: 'reaction', id: 'r', message: said, reactions: ['👍'] })
  await page.getByRole('button', { name: '👍 1 by Kari Nordmann' }).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('A note')
  await page.keyboard.press('Control+Enter')
  await page.locator('.message.is-note').waitFor()
  await page.getByRole('button', { name: 'More about this conversation' }).click()
  await page.getByRole('menuitem', { name: 'Understand it now' }).click()
  await page.locator('.understood-fold').click()
  desk.status = 422
  await page.getByRole('radio', { name: 'Answer' }).check()
  await page.getByLabel('Your answer').fill('It is confirmed.')
  await page.getByLabel('Your answer').press('Control+Enter')
  await page.getByText('Not sent. The webhook').waitFor({ timeout: 30_000 })
  await addFeed(page, new TestFeed(origin, '/harbour.xml', 'Harbour Notes', [{ title: 'Harbour 1' }]).url)
  state = await page.context().storageState()
})

const LOOKS: readonly [string, BrowserContextOptions, typeof accessibilityProblems][] = [
  ['on a desk', {}, accessibilityProblems],
  ['on a phone', { ...devices['Pixel 7'] }, narrowProblems],
]

const PLACES: readonly [string, string, (page: Page) => Promise<void>][] = [
  ['the conversations', '/conversations', (page) => page.locator('.row').first().waitFor()],
  ['an open thread', '/conversations', openThread],
  ['entries and conversations together', '/everything', (page) => page.locator('.row').nth(2).waitFor()],
  ['an empty view', '/conversations?view=snoozed', (page) => page.getByText('Nothing snoozed').waitFor()],
  ['snoozing', '/conversations', (page) => openByKey(page, 's')],
  ['labelling', '/conversations', (page) => openByKey(page, 'l')],
  ['setting the priority', '/conversations', (page) => openByKey(page, 'p')],
  ['searching in a thread', '/conversations', (page) => openByKey(page, 'f')],
  ['merging', '/conversations', (page) => openByKey(page, 'v')],
  ['drafting with a model', '/conversations', (page) => openByKey(page, 'w')],
  ['the channels', '/channels', (page) => page.getByText('Connected', { exact: true }).waitFor()],
  ['connecting a channel', '/channels', (page) => press(page, 'Connect a channel')],
  ['the rules', '/rules', (page) => page.getByText('No rules yet').waitFor()],
  ['adding a rule', '/rules', (page) => press(page, 'Add a rule')],
  ['the outputs', '/outputs', (page) => page.getByText('Nothing made yet').waitFor()],
  ['writing a post', '/outputs', (page) => press(page, 'Write a post')],
  ['making a digest', '/outputs', (page) => press(page, 'Make a digest')],
]

describe.each(LOOKS)('%s', (_, look, problems) => {
  let page: Page
  beforeAll(async () => {
    page = (await visit(browser, house.url, { ...look, storageState: state })).page
  })
  afterAll(() => page.context().close())

  test.each(PLACES)(
    '%s can be used by everybody, and nothing runs over its edge',
    async (_place, path, arrive) => {
      await page.goto(path)
      await arrive(page)
      expect(await problems(page)).toEqual([])
      const widest = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
      expect(widest).toBeLessThanOrEqual(0)
    },
  )
})

test('on a phone one pane is shown at a time, and the back button leads from the thread to the list', async () => {
  const { page } = await visit(browser, house.url, { ...devices['Pixel 7'], storageState: state })
  await page.goto('/conversations')
  await openThread(page)
  expect(await page.locator('.list-head').isVisible()).toBe(false)
  await page.getByLabel('Your answer').waitFor()
  await page.goBack()
  await page.locator('.list-head').waitFor()
  expect(await page.locator('.thread-scroll').isVisible()).toBe(false)
  await page.context().close()
})

test('by keyboard alone one goes from entry to conversation and back', async () => {
  const { page } = await visit(browser, house.url, { storageState: state })
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.getByRole('heading', { name: 'Everything' }).waitFor()
  await page.locator('.row').nth(2).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('region', { name: 'Reader' }).getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('log', { name: 'Messages' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('region', { name: 'Reader' }).getByRole('heading', { level: 1 }).waitFor()
  await page.context().close()
})

async function openThread(page: Page): Promise<void> {
  await page.locator('.row', { hasText: 'The Aurora' }).click()
  await page.getByText('Not sent. The webhook').waitFor()
}

async function openByKey(page: Page, key: string): Promise<void> {
  await openThread(page)
  await page.locator('.thread-scroll').focus()
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}
