import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, signUp, visit, type Visit } from './browser.ts'
import { openHouse } from './opening.ts'

let member: Visit
let invitation = ''

const { house, browser, join } = await openHouse()
const admin = await join('Marit')

beforeAll(async () => {
  member = await visit(browser, house.url)
})

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe('the first account', () => {
  test('invites people once it lets nobody else in', async () => {
    const { page } = admin
    await page.getByRole('link', { name: 'Administration' }).click()
    await page.getByRole('link', { name: 'Registration' }).click()
    await page.getByRole('radio', { name: /By invitation/ }).check()
    await page.getByText('Saved').waitFor()
    await page.getByRole('button', { name: 'Make an invitation' }).click()
    invitation = (await page.locator('.invitation code').textContent()) ?? ''
    expect(invitation).toContain('/sign-up?invitation=')
  })
})

describe('somebody new', () => {
  test('cannot join without the invitation, and can with it', async () => {
    const { page } = member
    await page.goto('/sign-up')
    await page.getByLabel('Your name').fill('Ola')
    await page.getByLabel('E-mail').fill('ola@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByLabel('Invitation').fill('made up')
    await page.getByRole('button', { name: 'Make my account' }).click()
    await page.getByRole('alert').filter({ hasText: 'This invitation is used up or expired' }).waitFor()
    await page.goto(invitation.replace(/^https?:\/\/[^/]+/, ''))
    await signUp(page, 'Ola')
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0)
  })

  test('is told when the password is wrong, and comes back to where they wanted to go', async () => {
    const { page } = member
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await page.waitForURL(/sign-in/)
    await page.goto('/account')
    await page.waitForURL(/sign-in\?next=/)
    await signIn(page, 'ola@example.org', 'not the password')
    await page.getByRole('alert').filter({ hasText: 'E-mail or password is not right' }).waitFor()
    await signIn(page, 'ola@example.org', PASSWORD)
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
  })

  test('sees their devices, and signs another one out at once', async () => {
    const { page } = member
    const phone = await visit(browser, house.url)
    await signIn(phone.page, 'ola@example.org', PASSWORD)
    await phone.page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.reload()
    const others = page.locator('.sessions').getByRole('button', { name: 'Sign out' })
    await others.first().waitFor()
    await others.first().click()
    await phone.page.waitForURL(/sign-in/)
    await expect.poll(() => others.count()).toBe(0)
    await phone.page.context().close()
  })

  test('changes the password and signs in with the new one', async () => {
    const { page } = member
    await page.getByLabel('Current password').fill(PASSWORD)
    await page.getByLabel('New password').fill('a different lamp')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is changed').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await page.waitForURL(/sign-in/)
    await signIn(page, 'ola@example.org', 'a different lamp')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  })

  test('changes the e-mail', async () => {
    const { page } = member
    await page.goto('/account')
    await page.getByLabel('New e-mail').fill('ola@elsewhere.example')
    await page.getByLabel('Your password').fill('a different lamp')
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await page.getByText('ola@elsewhere.example').waitFor()
  })
})

describe('the admin', () => {
  test('finds a person, suspends them, and they are out at once', async () => {
    const { page } = admin
    await member.page.goto('/')
    await member.page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.goto('/admin/people')
    await page.getByLabel('Search by name or e-mail').fill('ola')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: 'More about Ola' }).click()
    await page.getByRole('menuitem', { name: 'Suspend' }).click()
    await page.getByRole('cell', { name: 'suspended' }).waitFor()
    await member.page.waitForURL(/sign-in/)
    await signIn(member.page, 'ola@elsewhere.example', 'a different lamp')
    await member.page.getByRole('alert').filter({ hasText: 'suspended' }).waitFor()
  })

  test('restores them, and every act stands in a log whose chain holds', async () => {
    const { page } = admin
    await page.getByRole('button', { name: 'More about Ola' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await page.getByRole('cell', { name: 'active' }).waitFor()
    await page.getByRole('link', { name: 'Audit log' }).click()
    await page
      .getByRole('cell', { name: /suspend/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Verify the chain' }).click()
    await page.getByText(/^Intact:/).waitFor()
  })

  test('is not let go as long as nobody else is admin', async () => {
    const { page } = admin
    await page.goto('/account')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/password/)
      .fill(PASSWORD)
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByRole('alert').filter({ hasText: 'the only admin' }).waitFor()
    await page.keyboard.press('Escape')
  })
})

test('somebody who leaves deletes their account with everything in it', async () => {
  const { page } = member
  await signIn(page, 'ola@elsewhere.example', 'a different lamp')
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/password/)
    .fill('a different lamp')
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.waitForURL(/sign-in/)
  await signIn(page, 'ola@elsewhere.example', 'a different lamp')
  await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor()
})

test('nothing of all this made a page complain', () => {
  expect([...admin.complaints, ...member.complaints]).toEqual([])
})
