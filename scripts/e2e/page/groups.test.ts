import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityProblems, PASSWORD, visit } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'

const KARI = { id: 'kari', name: 'Kari Nordmann' }

/** What the addresses of the group's inbox begin with. */
let inbox = ''
let invitation = ''

const { house, origin, browser, join } = await openHouse()
const marit = await join('Marit')
const ola = await visit(browser, house.url)
const desk = new TestDesk(origin)

function row(page: Page, title: string): Locator {
  return page.locator('.row', { hasText: title })
}

function message(page: Page, text: string): Locator {
  return page.locator('.message', { hasText: text })
}

async function choose(page: Page, where: string): Promise<void> {
  await page.getByRole('button', { name: 'Change it' }).click()
  await page.getByRole('menuitem', { name: where, exact: true }).click()
}

describe('a group', () => {
  test('is made in a moment, and its inbox is one of its own', async () => {
    const { page } = marit
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Make a group' }).click()
    await page.getByLabel('Its name').fill('Harbour desk')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { name: 'Harbour desk' }).waitFor()
    inbox = new URL(page.url()).pathname.replace('/members', '')
    expect(inbox).toMatch(/^\/groups\/grp_/)
    await page.getByRole('button', { name: 'Inbox: Harbour desk. Change it' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('is joined by a link, also by somebody who has no account yet', async () => {
    await marit.page.getByRole('button', { name: 'Make a link' }).click()
    invitation = (await marit.page.locator('.group-link code').innerText()).trim()
    const { page } = ola
    await page.goto(invitation)
    await page.getByText('You are invited to a group').waitFor()
    await page.getByRole('link', { name: 'Make an account' }).click()
    await page.getByLabel('Your name').fill('Ola')
    await page.getByLabel('E-mail').fill('ola@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Make my account' }).click()
    await page.getByRole('button', { name: 'Join the group' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Join the group' }).click()
    await page.waitForURL(`**${inbox}/conversations`)
    await page.getByRole('button', { name: 'Inbox: Harbour desk. Change it' }).waitFor()
  })

  test('takes nobody twice by the same link', async () => {
    const { page } = ola
    await page.goto(invitation)
    await page.getByRole('button', { name: 'Join the group' }).click()
    await page.getByText(/used already|belong to this group already/).waitFor()
    await page.getByRole('link', { name: 'See my groups' }).click()
    await page.getByRole('listitem', { name: 'Harbour desk' }).getByText('2 members').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })
})

describe('a conversation of a group', () => {
  test('is live for all its members, and in none of their own inboxes', async () => {
    await desk.connect(marit.page, 'Desk', inbox)
    await ola.page.goto(`${inbox}/conversations`)
    await marit.page.goto(`${inbox}/conversations`)
    await ola.page.getByText('Nothing here yet').waitFor()
    await desk.say(KARI, 'Is there a berth with power?', { thread: 'aurora', title: 'The Aurora' })
    await desk.say(KARI, 'My invoice, please.', { thread: 'invoice', title: 'An invoice' })
    for (const { page } of [marit, ola]) await row(page, 'The Aurora').waitFor()
    await choose(ola.page, 'My inbox')
    await ola.page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await ola.page.goto('/conversations')
    await ola.page.getByText('Connect a channel').first().waitFor()
    expect(await row(ola.page, 'The Aurora').count()).toBe(0)
  })

  test('is assigned by two keys; whoever has it sees it at once, and is told in their own inbox', async () => {
    const other = await visit(browser, house.url, { storageState: await ola.page.context().storageState() })
    await other.page.goto(`${inbox}/conversations`)
    await row(other.page, 'The Aurora').waitFor()
    const { page } = marit
    await row(page, 'The Aurora').click()
    await page
      .getByRole('region', { name: 'Conversation' })
      .getByRole('heading', { name: 'The Aurora' })
      .waitFor()
    await page.keyboard.press('t')
    await page.getByRole('dialog', { name: 'Assign to' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Ola' }).click()
    await row(page, 'The Aurora').locator('.mark', { hasText: 'Ola' }).waitFor()
    await row(other.page, 'The Aurora').locator('.mark', { hasText: 'You' }).waitFor()
    await other.page.getByRole('status').getByText('Marit assigned you “The Aurora”').waitFor()
    await ola.page.getByRole('button', { name: 'Notifications, 1 new' }).click()
    const dialog = ola.page.getByRole('dialog', { name: 'Notifications' })
    await dialog.getByText('Marit assigned you “The Aurora”').waitFor()
    await dialog.getByRole('link', { name: 'Open the conversation' }).click()
    await ola.page.waitForURL(`**${inbox}/conversations?conversation=*`)
    await ola.page.getByRole('button', { name: 'Assigned to Ola: change' }).waitFor()
    await ola.page.getByText(/Yours · by Marit/).waitFor()
    expect(await accessibilityProblems(ola.page)).toEqual([])
    await other.page.context().close()
  })

  test('says who wrote a note, and who approved an answer', async () => {
    const { page } = marit
    await page.keyboard.press('n')
    await page.getByLabel('Your note').fill('She has been here before.')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await message(page, 'She has been here before.').getByText('Your note').waitFor()
    await message(ola.page, 'She has been here before.').getByText('Note by Marit').waitFor()
    await ola.page.keyboard.press('c')
    await ola.page.keyboard.type('Yes, at berth 12.')
    await ola.page.getByRole('button', { name: 'Send', exact: true }).click()
    await message(page, 'Yes, at berth 12.').locator('.message-head', { hasText: 'Ola' }).waitFor()
    await message(ola.page, 'Yes, at berth 12.').locator('.message-head', { hasText: 'You' }).waitFor()
  })

  test('is found among one’s own, or among those that nobody has, also after a reload', async () => {
    const { page } = ola
    await page.goto(`${inbox}/conversations`)
    await page.getByRole('link', { name: 'Mine' }).click()
    await expect.poll(() => row(page, 'An invoice').count()).toBe(0)
    await row(page, 'The Aurora').waitFor()
    await page.reload()
    await row(page, 'The Aurora').waitFor()
    await page.getByRole('link', { name: 'Unassigned' }).click()
    await row(page, 'An invoice').waitFor()
    expect(await row(page, 'The Aurora').count()).toBe(0)
    await row(page, 'An invoice').click()
    await page
      .getByRole('region', { name: 'Conversation' })
      .getByRole('heading', { name: 'An invoice' })
      .waitFor()
    await page.keyboard.press('i')
    await row(marit.page, 'An invoice').locator('.mark', { hasText: 'Ola' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect
      .poll(() => row(marit.page, 'An invoice').locator('.mark', { hasText: 'Ola' }).count())
      .toBe(0)
  })
})

describe('a member', () => {
  test('who is no owner reads why they can not connect channels or set up models', async () => {
    const { page } = ola
    for (const [path, button] of [
      ['channels', 'Connect a channel'],
      ['models/providers', 'Add a provider'],
    ] as const) {
      await page.goto(`${inbox}/${path}`)
      await page.getByRole('note').getByText('Ask Marit').waitFor()
      expect(await page.getByRole('button', { name: button }).first().isDisabled()).toBe(true)
    }
    expect(await accessibilityProblems(page)).toEqual([])
    await page.goto(`${inbox}/members`)
    await page.getByText('Only owners can invite').waitFor()
    expect(await page.getByRole('button', { name: 'Delete the group' }).count()).toBe(0)
  })

  test('who is removed is told so at once, and what they had is nobody’s', async () => {
    await ola.page.goto(`${inbox}/conversations`)
    await row(ola.page, 'The Aurora').waitFor()
    const { page } = marit
    await page.goto(`${inbox}/members`)
    await page.getByRole('button', { name: 'Remove Ola' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Ola no longer belongs to Harbour desk').waitFor()
    await ola.page.getByRole('heading', { name: 'You do not belong to this group' }).waitFor()
    expect(await accessibilityProblems(ola.page)).toEqual([])
    await ola.page.getByRole('link', { name: 'Go to my inbox' }).click()
    await ola.page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.goto(`${inbox}/conversations?assignee=none`)
    await row(page, 'The Aurora').waitFor()
  })
})

test('a group is deleted only by who types its name', async () => {
  const { page } = marit
  await page.goto(`${inbox}/members`)
  await page.getByRole('button', { name: 'Delete the group' }).click()
  await page.getByLabel('Type “Harbour desk”').fill('Harbour')
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByText('This is not its name yet').waitFor()
  await page.getByLabel('Type “Harbour desk”').fill('Harbour desk')
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  expect(await page.getByRole('button', { name: 'Change it' }).count()).toBe(0)
})

test('nothing of all this made a page complain', () => {
  expect([...marit.complaints, ...ola.complaints]).toEqual([])
})
