import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann' }
const OLA = { id: 'ola', name: 'Ola Hansen' }
/** Approved answers leave after ten seconds. */
const LEFT = { timeout: 30_000 }

const { origin, house, browser, join } = await openHouse()
const marit = await join('Marit')
const desk = new TestDesk(origin)

beforeAll(async () => {
  await desk.connect(marit.page, 'Harbour desk')
})

function row(page: Page, title: string): Locator {
  return page.locator('.row', { hasText: title })
}

function thread(page: Page): Locator {
  return page.getByRole('log', { name: 'Messages' })
}

function message(page: Page, text: string): Locator {
  return thread(page).locator('.message', { hasText: text })
}

async function open(page: Page, title: string): Promise<void> {
  await row(page, title).click()
  await page.getByRole('region', { name: 'Conversation' }).getByRole('heading', { name: title }).waitFor()
}

describe('a message', () => {
  test('that arrives is in the list and counted without a reload', async () => {
    const { page } = marit
    await page.goto('/conversations')
    await page.getByText('Nothing here yet').waitFor()
    await desk.say(KARI, 'Is there a berth with power?', { thread: 'aurora', title: 'The Aurora' })
    await row(page, 'The Aurora').waitFor()
    await page.getByRole('link', { name: 'Open 1 unread' }).waitFor()
    expect(await row(page, 'The Aurora').getAttribute('data-read')).toBe('false')
  })

  test('is read by being opened, and the next one shows in the open thread', async () => {
    const { page } = marit
    await page.keyboard.press('j')
    await message(page, 'Is there a berth with power?').waitFor()
    await expect.poll(() => row(page, 'The Aurora').getAttribute('data-read')).toBe('true')
    await desk.say(OLA, 'Berth 12 has.', { thread: 'aurora', title: 'The Aurora' })
    await message(page, 'Berth 12 has.').waitFor()
    await expect.poll(() => row(page, 'The Aurora').getAttribute('data-read')).toBe('true')
  })

  test('that is edited, reacted to and deleted by its author says so', async () => {
    const { page } = marit
    const at = new Date().toISOString()
    const about = { thread: { id: 'aurora', title: 'The Aurora' }, author: OLA, at }
    await desk.tell({ ...about, type: 'message', id: 'm-edit', message: 'm-edit', text: 'Berth 13, sorry' })
    await message(page, 'Berth 13, sorry').waitFor()
    await desk.tell({ ...about, type: 'edit', id: 'e-1', message: 'm-edit', text: 'Berth 14, sorry' })
    await message(page, 'Berth 14, sorry').getByText('edited').waitFor()
    await desk.tell({
      ...about,
      type: 'reaction',
      id: 'r-1',
      message: 'm-edit',
      author: KARI,
      reactions: ['👍'],
    })
    await message(page, 'Berth 14').getByRole('button', { name: '👍 1 by Kari Nordmann' }).waitFor()
    await desk.tell({ ...about, type: 'deletion', id: 'd-1', message: 'm-edit' })
    await thread(page).getByText('This message was deleted').waitFor()
    expect(await message(page, 'Berth 14').count()).toBe(0)
  })
})

describe('an answer', () => {
  test('is kept while it is written, on every device', async () => {
    const { page } = marit
    await page.keyboard.press('c')
    await page.keyboard.type('Yes: berth 12.')
    await page.getByText('Draft saved').waitFor()
    const other = await visit(browser, house.url, { storageState: await page.context().storageState() })
    await other.page.goto(page.url())
    const theirs = other.page.getByLabel('Your answer')
    await expect.poll(() => theirs.inputValue()).toBe('Yes: berth 12.')
    await page.getByText('also open on another device').waitFor()
    await theirs.fill('Yes: berth 12, from Tuesday.')
    await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('Yes: berth 12, from Tuesday.')
    expect(other.complaints).toEqual([])
    await other.page.context().close()
  })

  test('can be taken back before it leaves: it is a draft again', async () => {
    const { page } = marit
    await page.getByLabel('Your answer').press('Control+Enter')
    await message(page, 'from Tuesday')
      .getByText(/Leaves in \d+ s/)
      .waitFor()
    await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('')
    await message(page, 'from Tuesday').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('Yes: berth 12, from Tuesday.')
    expect(await message(page, 'from Tuesday').count()).toBe(0)
    expect(desk.taken).toEqual([])
  })

  test('leaves once, however often it is approved, and says that it was sent', async () => {
    const { page } = marit
    const area = page.getByLabel('Your answer')
    await area.press('Control+Enter')
    await area.press('Control+Enter')
    await message(page, 'from Tuesday').getByText('Sent', { exact: true }).waitFor(LEFT)
    expect(desk.taken.map(({ text }) => text)).toEqual(['Yes: berth 12, from Tuesday.'])
  })

  test('that the platform refuses says why, is marked in the list, and can be sent again', async () => {
    const { page } = marit
    desk.status = 422
    await page.getByLabel('Your answer').fill('And the water is on.')
    await page.getByLabel('Your answer').press('Control+Enter')
    const failed = message(page, 'And the water is on.')
    await failed.getByText('Not sent. The webhook answered with status 422.').waitFor(LEFT)
    await row(page, 'The Aurora').getByText('Not sent').waitFor()
    desk.status = 200
    await failed.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await failed.getByText('Sent', { exact: true }).waitFor(LEFT)
    await expect.poll(() => row(page, 'The Aurora').getByText('Not sent').count()).toBe(0)
  })

  test('can be meant for a time, and waits for it', async () => {
    const { page } = marit
    await page.getByLabel('Your answer').fill('Welcome!')
    await page.getByText('Draft saved').waitFor()
    await page.getByRole('button', { name: 'Send at a time' }).click()
    await page.getByRole('button', { name: 'Tomorrow morning' }).click()
    const later = message(page, 'Welcome!')
    await later.getByText(/Leaves .*09:00/).waitFor()
    await later.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('Welcome!')
    await page.getByLabel('Your answer').fill('')
  })

  test('takes files along, which are downloaded and never run', async () => {
    const { page } = marit
    const html = { name: 'plan.html', mimeType: 'text/html', buffer: Buffer.from('<script>1</script>') }
    await page.locator('.composer input[type=file]').setInputFiles(html)
    await page.getByRole('list', { name: 'Files of the draft' }).getByText('plan.html').waitFor()
    await page.getByLabel('Your answer').fill('Here is the plan.')
    await page.getByLabel('Your answer').press('Control+Enter')
    const sent = message(page, 'Here is the plan.')
    await sent.getByText('Sent', { exact: true }).waitFor(LEFT)
    const link = sent.getByRole('link', { name: /plan\.html/ })
    const href = (await link.getAttribute('href')) ?? ''
    const { headers } = await page.evaluate(async (address) => {
      const { headers: all } = await fetch(address)
      return { headers: Object.fromEntries(all) }
    }, href)
    expect(headers['content-disposition']).toMatch(/^attachment/)
    expect(headers['content-security-policy']).toContain('sandbox')
  })

  test('by a model says why there is none', async () => {
    const { page } = marit
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('w')
    await page.getByLabel('What is it to say?').fill('Thank them')
    await page.getByRole('button', { name: 'Draft it' }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.getByRole('link', { name: 'Set up a model' }).waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('a note', () => {
  test('stands in the thread and leaves for nobody', async () => {
    const { page } = marit
    const before = desk.taken.length
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('n')
    await page.keyboard.type('Ask Ola about the water')
    await page.keyboard.press('Control+Enter')
    await page.locator('.message.is-note', { hasText: 'Ask Ola about the water' }).waitFor()
    expect(desk.taken.length).toBe(before)
  })
})

describe('sorting by key', () => {
  test('archives and takes it back, mutes, labels and marks as unread', async () => {
    const { page } = marit
    await desk.say({ id: 'cat', name: 'Cat' }, 'Where is my order?', { thread: 'order', title: 'Order 7' })
    await row(page, 'Order 7').waitFor()
    await open(page, 'Order 7')
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('e')
    await expect.poll(() => row(page, 'Order 7').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'Order 7').waitFor()
    await open(page, 'Order 7')
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('m')
    await row(page, 'Order 7').getByText('Muted').waitFor()
    await page.keyboard.press('l')
    await page.getByLabel('New label').fill('shop')
    await page.keyboard.press('Enter')
    await row(page, 'Order 7').getByText('shop').waitFor()
    await page.keyboard.press('u')
    await expect.poll(() => row(page, 'Order 7').getAttribute('data-read')).toBe('false')
  })

  test('snoozes until a time, and brings it back when somebody writes', async () => {
    const { page } = marit
    await page.keyboard.press('m')
    await expect.poll(() => row(page, 'Order 7').getByText('Muted').count()).toBe(0)
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Next week' }).click()
    await expect.poll(() => row(page, 'Order 7').count()).toBe(0)
    await page.getByRole('link', { name: 'Snoozed' }).click()
    await row(page, 'Order 7').waitFor()
    await page.goto('/conversations')
    await row(page, 'The Aurora').waitFor()
    await desk.say({ id: 'cat', name: 'Cat' }, 'Hello?', { thread: 'order', title: 'Order 7' })
    await row(page, 'Order 7').waitFor()
  })

  test('takes several at once', async () => {
    const { page } = marit
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('e')
    await expect.poll(() => page.locator('.row').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('.row').count()).toBe(2)
  })

  test('takes back what the server never heard of, and says so', async () => {
    const { page } = marit
    await open(page, 'Order 7')
    await page.locator('.thread-scroll').focus()
    await page.route('**/api/conversations', (route) => route.abort())
    await page.keyboard.press('e')
    await page.getByText('The server cannot be reached').waitFor()
    await row(page, 'Order 7').waitFor()
    await page.unroute('**/api/conversations')
  })
})

describe('two conversations', () => {
  test('become one, and a message of it becomes one of its own again', async () => {
    const { page } = marit
    await open(page, 'The Aurora')
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('v')
    await page.getByLabel('Search for the other conversation').fill('order')
    await page.getByRole('dialog').getByText('Order 7').click()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await expect.poll(() => row(page, 'Order 7').count()).toBe(0)
    const moved = message(page, 'Where is my order?')
    await moved.waitFor()
    await moved.hover()
    await moved.getByRole('button', { name: 'More about this message' }).click()
    await page.getByRole('menuitem', { name: 'Split off from here' }).click()
    await page.getByLabel('Title').fill('Order 7 again')
    await page.getByRole('button', { name: 'Split off' }).click()
    await row(page, 'Order 7 again').waitFor()
  })

  test('are found by what is said in them', async () => {
    const { page } = marit
    await page.locator('.thread-scroll').focus()
    await page.keyboard.press('/')
    await page.keyboard.type('berth')
    await page.waitForURL(/q=berth/)
    await expect.poll(() => page.locator('.row').count()).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.row').count()).toBe(2)
  })
})

test('whatever comes into an open thread is read, however much it is', async () => {
  const { page } = marit
  await desk.say(OLA, 'High water at 4.', { thread: 'tide', title: 'The tide' })
  await open(page, 'The tide')
  for (let hour = 5; hour < 25; hour++) {
    await desk.say(OLA, `And at ${hour}.`, { thread: 'tide', title: 'The tide' })
    await message(page, `And at ${hour}.`).waitFor()
    await expect.poll(() => row(page, 'The tide').getAttribute('data-read')).toBe('true')
  }
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
