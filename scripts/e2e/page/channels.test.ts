import { createHmac, randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { FakeDiscord } from '@switchboard/channel/testing/fake-discord'
import { FakeTelegram } from '@switchboard/channel/testing/fake-telegram'
import { TestDesk } from './test-desk.ts'
import { servePlatform } from '../platform-server.ts'

const ANN = { id: 7, type: 'private', first_name: 'Ann', username: 'ann' } as const

const telegram = new FakeTelegram({ local: true })
let losesConfirmations = false

const platform = await servePlatform(
  {
    fetch: async (url, init) => {
      const answer = await telegram.fetch(url, init)
      if (losesConfirmations && url.includes('/sendMessage')) throw new Error('the confirmation is lost')
      return answer
    },
  },
  'https://api.telegram.org',
)
afterAll(() => platform[Symbol.asyncDispose]())
const { origin, join } = await openHouse()
const marit = await join('Marit')

function line(page: Page, name: string): Locator {
  return page.getByRole('listitem', { name })
}

async function choose(page: Page, name: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

describe('a bot of Telegram', () => {
  test('is refused in the platform’s words while its token is wrong', async () => {
    const { page } = marit
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.getByText('Nothing connected yet').waitFor()
    await page.getByRole('button', { name: 'Connect a channel' }).click()
    await page.getByRole('list', { name: 'How to connect Telegram' }).getByText('/newbot').waitFor()
    await page.getByLabel('Bot token').fill('1:a-token-that-nobody-has-made')
    await page.getByText('Advanced').click()
    await page.getByLabel('Base address').fill(platform.url)
    await page.getByRole('button', { name: 'Test and connect' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /Telegram/ })
      .waitFor()
  })

  test('is connected once it is right, and stands in the list with its account', async () => {
    const { page } = marit
    await page.getByLabel('Bot token').fill(telegram.token)
    await page.getByRole('button', { name: 'Test and connect' }).click()
    await page.getByRole('main').getByRole('link', { name: '@switchboard_bot' }).waitFor()
    await page.getByText('Connected', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(telegram.token)
  })

  test('brings what is written to it, and says that an answer may have arrived whose confirmation was lost', async () => {
    const { page } = marit
    telegram.say(ANN, { text: 'Are you there?' })
    await page.goto('/conversations')
    await page.locator('.row', { hasText: 'Are you there?' }).click({ timeout: 60_000 })
    losesConfirmations = true
    await page.getByLabel('Your answer').fill('Yes, here.')
    await page.getByLabel('Your answer').press('Control+Enter')
    const answer = page.locator('.message.is-out', { hasText: 'Yes, here.' })
    await answer.getByText(/It may have arrived/).waitFor({ timeout: 60_000 })
    await page.locator('.row', { hasText: 'Yes, here.' }).getByText('Unsure if sent').waitFor()
    await answer.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('dialog').getByText('Look at the platform first').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    losesConfirmations = false
    expect(telegram.messages(ANN).filter(({ text }) => text === 'Yes, here.').length).toBe(1)
  })

  test('says how much of a text fits', async () => {
    const { page } = marit
    await page.getByLabel('Your answer').fill('x'.repeat(4_000))
    await page.getByText('96 left').waitFor()
    await page.getByLabel('Your answer').fill('x'.repeat(4_100))
    await page.getByText('4 too long for').waitFor()
    expect(await page.getByRole('button', { name: 'Send', exact: true }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await page.getByLabel('Your answer').fill('')
  })

  test('says that less of a text fits beside files', async () => {
    const { page } = marit
    const file = { name: 'map.txt', mimeType: 'text/plain', buffer: Buffer.from('a map') }
    await page.locator('.composer input[type=file]').setInputFiles(file)
    await page.getByRole('list', { name: 'Files of the draft' }).getByText('map.txt').waitFor()
    await page.getByLabel('Your answer').fill('x'.repeat(1_100))
    await page.getByText(/^76 too long for .* with files$/).waitFor()
    await page.getByRole('button', { name: 'Leave out map.txt' }).click()
    await expect.poll(() => page.getByText('too long').count()).toBe(0)
    await page.getByLabel('Your answer').fill('')
  })
})

describe('a webhook', () => {
  const desk = (): TestDesk => new TestDesk(origin)
  let connected: TestDesk

  test('shows its secret once, and lists what it sent and was not understood', async () => {
    const { page } = marit
    connected = desk()
    await connected.connect(page, 'Harbour desk')
    expect(await page.content()).not.toContain('whsec_')
    await connected.tell({ type: 'dance' })
    await line(page, 'Harbour desk').getByRole('button', { name: '1 not understood' }).click()
    await page.getByRole('dialog').locator('summary').first().click()
    await page.getByRole('dialog').getByText('dance').waitFor()
    await page.keyboard.press('Escape')
  })

  test('is tested, paused, renamed and, after a question, disconnected', async () => {
    const { page } = marit
    connected.status = 500
    await choose(page, 'Harbour desk', 'Test it now')
    await page.getByText('The webhook answered a ping with status 500').first().waitFor()
    connected.status = 200
    await choose(page, 'Harbour desk', 'Test it now')
    await page.getByText('Harbour desk works').waitFor()
    await choose(page, 'Harbour desk', 'Pause')
    await line(page, 'Harbour desk').getByText('Paused', { exact: true }).waitFor()
    await choose(page, 'Harbour desk', 'Go on')
    await line(page, 'Harbour desk').getByText('Connected', { exact: true }).waitFor()
    await choose(page, 'Harbour desk', 'Rename')
    await page.getByLabel('Name', { exact: true }).fill('Quay desk')
    await page.getByRole('button', { name: 'Save' }).click()
    await line(page, 'Quay desk').waitFor()
    await page.getByRole('link', { name: 'Webhook Quay desk' }).waitFor()
    await choose(page, 'Quay desk', 'Disconnect')
    await page.getByRole('dialog').getByText('its conversations stay').waitFor()
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(() => line(page, 'Quay desk').count()).toBe(0)
  })
})

test('an app that is allowed at its platform is told the way back before its person goes there', async () => {
  const { page } = marit
  await page.goto('/channels')
  await page.getByRole('button', { name: 'Connect a channel' }).click()
  await page.getByText('Slack', { exact: true }).click()
  await page.getByLabel('Signing secret').fill('a signing secret of the tests')
  await page.getByLabel('How it is allowed in').selectOption('oauth')
  await page.getByLabel('Client id').fill('123.456')
  await page.getByLabel('Client secret').fill('a client secret of the tests')
  await page.getByText('Advanced').click()
  await page.getByLabel('Base address').fill(origin.url)
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByRole('dialog', { name: 'Allow it at Slack' }).waitFor()
  expect(await page.locator('.code pre').innerText()).toMatch(/\/api\/channels\/chn_\w+\/authorised$/)
  const way = await page.getByRole('link', { name: 'Go to Slack' }).getAttribute('href')
  expect(way).toContain('client_id=123.456')
  await page.getByRole('button', { name: 'Later' }).click()
  await page.locator('.health-word', { hasText: 'Waits for you at the platform' }).waitFor()
  await page.goto(`/channels/chn_01J00000000000000000000000?failure=channel.bad_credentials`)
  await page.getByRole('alert').filter({ hasText: 'the platform did not accept it' }).waitFor()
})

test('a bot of Discord is sent to Discord, where its person chooses the server', async () => {
  const { page } = marit
  const discord = await FakeDiscord.open()
  await using server = await servePlatform(discord, 'https://discord.com')
  await page.goto('/channels')
  await page.getByRole('button', { name: 'Connect a channel' }).click()
  await page.getByText('Discord', { exact: true }).click()
  await page.getByRole('list', { name: 'How to connect Discord' }).getByText('client secret').waitFor()
  await page.getByLabel('Bot token').fill(discord.token)
  await page.getByLabel('Client secret').fill('a client secret of the tests')
  await page.getByText('Advanced').click()
  await page.getByLabel('Base address').fill(`${server.url}/api/v10`)
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByRole('dialog', { name: 'Allow it at Discord' }).waitFor()
  const way = new URL((await page.getByRole('link', { name: 'Go to Discord' }).getAttribute('href')) ?? '')
  expect(`${way.origin}${way.pathname}`).toBe('https://discord.com/oauth2/authorize')
  expect(way.searchParams.get('client_id')).toBe(discord.me.id)
  expect(way.searchParams.get('redirect_uri')).toBe((await page.locator('.code pre').innerText()).trim())
  await page.getByRole('button', { name: 'Later' }).click()
  await page.getByText('How the bot comes to your server').waitFor({ state: 'detached' })
})

/** Each would leave a mark on the page, or fetch something, if any of it ran. */
const HOSTILE = `<p>Safe text.</p>
<script>top.marked = 'script'</script>
<img src="REMOTE/pixel.png" onerror="top.marked = 'onerror'">
<style>body { background: url(REMOTE/style.png) }</style>
<a id="trap" href="javascript:top.marked='link'">A tempting link</a>
<form action="/api/account/sign-out" method="post"><button>Send</button></form>`

describe('a mail that means harm', () => {
  test('is shown without running, styling or fetching anything', async () => {
    const { page } = marit
    await page.goto('/channels')
    await page.getByRole('button', { name: 'Connect a channel' }).click()
    await page.getByText('E-mail', { exact: true }).click()
    await page.getByLabel('Address', { exact: true }).fill('marit@example.org')
    await page.getByRole('button', { name: 'Test and connect' }).click()
    await page.getByText('It is shown this once').waitFor()
    const [hook = '', secret = ''] = await page.locator('.code pre').allInnerTexts()
    await page.getByRole('button', { name: 'Done' }).click()
    await handOver(hook.trim(), secret.trim(), HOSTILE.replaceAll('REMOTE', origin.url))
    await page.goto('/conversations')
    await page.locator('.row', { hasText: 'Important' }).click()
    const inside = page.frameLocator('.message .entry-frame')
    await inside.getByText('Safe text.').waitFor()
    await inside.getByText('A tempting link').click()
    await page.waitForTimeout(500)
    expect(await page.evaluate((): unknown => Reflect.get(globalThis, 'marked'))).toBeUndefined()
    expect(await inside.locator('script, style, form, [onerror], [style]').count()).toBe(0)
    expect(origin.requests.filter(({ path }) => /pixel|style/.test(path))).toEqual([])
    expect(await page.locator('.row-title b, .thread-title b').count()).toBe(0)
  })

  test('says that this account only receives', async () => {
    await marit.page.getByText('This E-mail channel only listens').waitFor()
  })
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})

/** As a mail server does it. */
async function handOver(url: string, secret: string, html: string): Promise<void> {
  const mail = [
    'From: Mallory <mallory@example.com>',
    'To: marit@example.org',
    `Message-ID: <${randomUUID()}@example.com>`,
    'Subject: <b>Important</b>',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
  ].join('\r\n')
  const [id, at] = [randomUUID(), Math.floor(Date.now() / 1000)]
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${at}.${mail}`).digest('base64')
  const { status } = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      'x-envelope-from': '<mallory@example.com>',
      'x-envelope-to': 'marit@example.org',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${mac}`,
    },
    body: mail,
  })
  if (status !== 200) throw new Error(`the hook answered with ${status}`)
}
