import { beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, addFeed } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'
import { TestFeed } from './test-feed.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann' }
const OLA = { id: 'ola', name: 'Ola Hansen' }

const { origin, join } = await openHouse()
const marit = await join('Marit')
const desk = new TestDesk(origin)

beforeAll(async () => {
  await desk.connect(marit.page, 'Harbour desk')
  await desk.say(KARI, 'The invoice is past due', { thread: 'bills', title: 'Bills' })
  await desk.say(OLA, 'See you at the quay', { thread: 'quay', title: 'The quay' })
})

describe('a rule', () => {
  test('shows what it would have done, and why, before it is kept', async () => {
    const { page } = marit
    await page.goto('/rules')
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByLabel('Name').fill('Money')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').filter({ hasText: 'Say which messages it is about' }).waitFor()
    await page.getByLabel('With any of these words').fill('invoice')
    await page.getByLabel('Put these labels on').fill('money')
    await page.getByRole('checkbox', { name: 'Tell me' }).check()
    await page.getByRole('button', { name: 'Try it' }).click()
    const run = page.getByRole('status', { name: 'What it would have done' })
    await run.getByText('1 of the newest 2 messages').waitFor()
    await run.getByText('It says “invoice”').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Messages with “invoice”: label “money”, tell me.').waitFor()
  })

  test('does to the next message what it says, and rings the bell with the way there', async () => {
    const { page } = marit
    await page.goto('/conversations')
    await page.locator('.row', { hasText: 'The quay' }).waitFor()
    await desk.say(OLA, 'Did you get the invoice?', { thread: 'quay', title: 'The quay' })
    await page.locator('.row', { hasText: 'The quay' }).getByText('money').waitFor()
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click()
    await page.getByRole('link', { name: 'Open the conversation' }).click()
    await page.getByRole('log', { name: 'Messages' }).getByText('Did you get the invoice?').waitFor()
  })

  test('is switched off, moved and removed', async () => {
    const { page } = marit
    await page.goto('/rules')
    await page.getByText('Matched 1 time').waitFor()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByLabel('Name').fill('Ola')
    await page.getByLabel('From').fill('Ola*')
    await page.getByRole('checkbox', { name: 'Mute' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Ask Ola earlier' }).click()
    await expect.poll(() => page.locator('.rule-line strong').allInnerTexts()).toEqual(['Ola', 'Money'])
    await page.getByRole('switch', { name: 'Ask Ola' }).click()
    await expect.poll(() => page.locator('.rule-line').first().getAttribute('data-on')).toBe('false')
    await page.getByRole('button', { name: 'Remove Ola' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => page.locator('.rule-line strong').allInnerTexts()).toEqual(['Money'])
  })

  test('sends nothing on without a standing permission, and what left by one is listed', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'Change Money' }).click()
    await page.getByLabel('Send the text on to').selectOption({ label: 'Bills' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Grant one' }).click()
    await page.getByRole('button', { name: 'Grant it' }).click()
    await page.getByText(/Granted .*not used yet/).waitFor()
    await page.getByRole('button', { name: 'Change Money' }).click()
    await page.getByLabel('Send the text on to').selectOption({ label: 'Bills' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('send it on').waitFor()
    await desk.say(OLA, 'Another invoice', { thread: 'quay', title: 'The quay' })
    await expect
      .poll(() => desk.taken.map(({ text }) => text).join(), { timeout: 20_000 })
      .toContain('Another invoice')
    await page.reload()
    await page.getByText('What left by a permission: 1').click()
    await page.getByRole('cell', { name: 'Money' }).waitFor()
    await page.getByRole('button', { name: 'Take back' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Take back' }).count()).toBe(0)
  })
})

describe('an output', () => {
  test('is made of an entry, edited with a count, published after a question, and shows what became of it', async () => {
    const { page } = marit
    await addFeed(page, new TestFeed(origin, '/harbour.xml', 'Harbour Notes', [{ title: 'New lamps' }]).url)
    await page.keyboard.press('j')
    await page.frameLocator('.entry-frame').getByText('Text of New lamps.').waitFor()
    await page.keyboard.press('p')
    await page.getByRole('dialog', { name: 'Make a post of this entry' }).waitFor()
    await page.getByRole('checkbox', { name: 'Harbour desk' }).check()
    await page.getByRole('button', { name: 'Make it' }).click()
    const output = page.getByRole('article', { name: 'New lamps' })
    await output.getByText('By template').waitFor()
    await output.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Text').fill('New lamps on the quay')
    await page
      .getByRole('dialog')
      .getByText(/Harbour desk: \d+ left/)
      .waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await output.getByText('New lamps on the quay').waitFor()
    await output.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await output
      .getByRole('list', { name: 'What became of it' })
      .getByText('Published')
      .waitFor({ timeout: 20_000 })
    expect(desk.taken.filter(({ type }) => type === 'post').map(({ text }) => text)).toEqual([
      'New lamps on the quay',
    ])
  })

  test('is made of what is selected, or written by hand', async () => {
    const { page } = marit
    await page.goto('/?view=all')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('j')
    await page.frameLocator('.entry-frame').getByText('Text of New lamps.').selectText()
    await page.getByRole('button', { name: 'Make a post of it' }).click()
    await expect.poll(() => page.getByLabel('Text').inputValue()).toBe('Text of New lamps.')
    await page.getByRole('button', { name: 'Make it' }).click()
    await expect.poll(() => page.locator('.output').count()).toBe(2)
    await page.getByRole('button', { name: 'Forget it' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget it' }).click()
    await expect.poll(() => page.locator('.output').count()).toBe(1)
  })

  test('is made of several entries that are selected, in the order in which they were', async () => {
    const { page } = marit
    const titles = ['The ferry', 'The bridge', 'The tunnel'].map((title) => ({ title }))
    await addFeed(page, new TestFeed(origin, '/ways.xml', 'Ways', titles).url)
    for (let at = 0; at < titles.length; at++) {
      await page.keyboard.press('j')
      await page.keyboard.press('x')
    }
    const bar = page.getByRole('toolbar', { name: 'Selected entries' })
    await bar.getByText('3 selected').waitFor()
    await page.keyboard.press('x')
    await bar.getByText('2 selected').waitFor()
    expect(await page.locator('.row[data-selected="true"]').count()).toBe(2)
    expect(await accessibilityProblems(page)).toEqual([])
    await bar.getByRole('button', { name: 'Make a post of them' }).click()
    await page.getByRole('dialog', { name: 'Make a post of these entries' }).waitFor()
    await page.getByRole('button', { name: 'Make it' }).click()
    const output = page.getByRole('article', { name: '2 entries' })
    await output.getByText(/^The ferry\n.*\n\nThe bridge\n/s).waitFor()
    await output.getByRole('link', { name: 'show the first' }).click()
    await page.frameLocator('.entry-frame').getByText('Text of The ferry.').waitFor()
  })

  test('is made of a digest of what arrived; where nothing did, it says so', async () => {
    const { page } = marit
    const feed = new TestFeed(origin, '/quay.xml', 'Quay Notes', [{ title: 'A new crane' }])
    await addFeed(page, feed.url)
    await page.goto('/outputs')
    await page.getByRole('button', { name: 'Make a digest' }).click()
    const dialog = page.getByRole('dialog', { name: 'Make a digest' })
    await dialog.getByLabel('What of it').selectOption('Everything')
    await dialog.getByLabel('When it arrived').selectOption('Other days…')
    await dialog.getByLabel('First day').fill('2020-01-01')
    await dialog.getByLabel('Last day').fill('2020-01-02')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Nothing that you ask for arrived' }).waitFor()
    await dialog.getByLabel('When it arrived').selectOption('The last 7 days')
    await dialog.getByLabel('From').selectOption('Quay Notes')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    const output = page.getByRole('article', { name: 'Digest of one entry' })
    await output.getByText(/^• A new crane: Text of A new crane/).waitFor()
    await output.getByText(/By template, .*, of what arrived \d+ .*to \d+ \w+/).waitFor()
  })
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
