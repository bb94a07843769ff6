import { afterAll, describe, expect, test } from 'vitest'
import { openHouse } from './opening.ts'
import { ask, callModel, TestProvider } from './test-provider.ts'

let token = ''

const provider = await TestProvider.start()
afterAll(() => provider.stop())
const { house, join } = await openHouse()
const marit = await join('Marit')

describe('somebody new', () => {
  test('is led from the sidebar to the first of three steps', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Models' }).click()
    await page.getByText('One address for every agent’s model calls').waitFor()
    const step = page.locator('[aria-current="step"]')
    expect(await step.getByRole('heading').textContent()).toBe('Add a provider')
    expect(await page.getByText('sb_YOUR_TOKEN').count()).toBeGreaterThan(0)
  })

  test('adds a provider with its key, and sees at once whether the key is right', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'Add a provider' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Speaks like OpenAI' }).check()
    const key = dialog.getByLabel('Key, if it asks for one')
    expect(await key.getAttribute('type')).toBe('password')
    expect(await key.getAttribute('autocomplete')).toBe('off')
    await dialog.getByLabel('Address').fill(provider.url)
    await key.fill('sk-not-the-right-one')
    await dialog.getByText('Names and default models').click()
    await dialog.getByLabel('Name', { exact: true }).fill('Harbour')
    await dialog.getByLabel('Short name').fill('harbour')
    await dialog.getByRole('button', { name: 'Add and try it' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('[aria-current="step"]').getByRole('heading').textContent()).toBe(
      'Make a token',
    )
    await page.getByRole('link', { name: 'Providers' }).click()
    const panel = page.getByRole('region', { name: 'Harbour' })
    await panel.getByText('refused').first().waitFor()
    await panel.getByText('It refuses this key').first().waitFor()
  })

  test('is told in one sentence when the short name is taken', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'Add a provider' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Speaks like OpenAI' }).check()
    await dialog.getByLabel('Address').fill(provider.url)
    await dialog.getByText('Names and default models').click()
    await dialog.getByLabel('Short name').fill('harbour')
    await dialog.getByRole('button', { name: 'Add and try it' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'a provider of this short name already' }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('adds the right key, tests it, and removes the wrong one', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'More about Harbour' }).click()
    await page.getByRole('menuitem', { name: 'Add a key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Key').fill(provider.key)
    await dialog.getByLabel('Label').fill('right')
    await dialog.getByRole('button', { name: 'Add and try it' }).click()
    const keys = page.getByRole('list', { name: 'Keys of Harbour' })
    const right = keys.getByRole('listitem').filter({ hasText: 'right' })
    await right.getByText(/Answers in .* with 2 models/).waitFor()
    expect(await right.locator('code').textContent()).toBe('…wxyz')
    await page.getByText('2 models, listed').click()
    await page.getByText('harbour-large', { exact: true }).waitFor()
    const wrong = keys.getByRole('listitem').filter({ hasNotText: 'right' })
    await wrong.getByRole('button', { name: /^Remove/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect.poll(() => keys.getByRole('listitem').count()).toBe(1)
    expect(await page.content()).not.toContain(provider.key)
  })

  test('makes a token that is shown once, in lines that are ready to copy', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('button', { name: 'Make a token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Night watch')
    await dialog.getByLabel('Prompts and answers').selectOption({ label: 'are kept for a day' })
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    token = (await dialog.locator('.once code').textContent()) ?? ''
    expect(token).toMatch(/^sb_[0-9A-Z]{26}_[\w-]{43}$/)
    await dialog.getByText(`ANTHROPIC_AUTH_TOKEN=${token}`).waitFor()
    await dialog.getByText(`ANTHROPIC_BASE_URL=${house.url}`).first().waitFor()
    await dialog.getByRole('radio', { name: 'OpenAI SDK' }).check()
    await dialog.getByText(`OPENAI_BASE_URL=${house.url}/v1`).waitFor()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await dialog.getByRole('button', { name: 'Copy the token' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(token)
    await dialog.getByRole('button', { name: 'I have it' }).click()
    await page.getByText('Running now').first().waitFor()
    expect(await page.content()).not.toContain(token)
  })
})

describe('a call of an agent', () => {
  test('is seen while it runs, and as it ended, without a reload', async () => {
    const { page } = marit
    const release = provider.hold()
    const status = callModel(house.url, token, 'harbour-large')
    const running = page.getByRole('list', { name: 'Running now' })
    await running.getByText('harbour-large').waitFor()
    await running.getByText(/tokens in/).waitFor()
    release()
    expect(await status).toBe(200)
    await running.getByText(/^done in/).waitFor()
    await page
      .getByText(/1 call · 6.2k tokens/)
      .first()
      .waitFor()
  })

  test('stands in the log with its way and its words; a later one waits to be asked in', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Calls', exact: true }).click()
    const rows = page.locator('.call')
    await expect.poll(() => rows.count()).toBe(1)
    expect(await callModel(house.url, token, 'harbour-small')).toBe(200)
    await page.getByRole('button', { name: '1 new' }).waitFor()
    expect(await rows.count()).toBe(1)
    await page.getByRole('button', { name: '1 new' }).click()
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.first().textContent()).toContain('harbour-small')
    await rows.first().getByRole('link').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Why this way').waitFor()
    await dialog.getByText('gave the answer').waitFor()
    await dialog.getByText('test-agent/1.0').waitFor()
    expect(await dialog.getByText('unknown').count()).toBe(1)
    await dialog.getByRole('button', { name: 'Show what was said' }).click()
    await dialog.getByText('Is the lamp lit?').waitFor()
    await dialog.getByText('A lamp is lit.').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('is found by model and status, and the address keeps the question', async () => {
    const { page } = marit
    const rows = page.locator('.call')
    await page.getByRole('combobox', { name: 'Model' }).fill('harbour-large')
    await expect.poll(() => rows.count()).toBe(1)
    await page.reload()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByLabel('Status').selectOption({ label: 'failed' })
    await page.getByText('No call fits').waitFor()
    await page.getByRole('button', { name: 'Show all calls' }).click()
    await expect.poll(() => rows.count()).toBe(2)
  })

  test('is part of the sums, whose unknown price is not taken for nothing', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Usage', exact: true }).click()
    const sums = page.getByRole('region', { name: 'Sums' })
    await sums.getByText('2 calls without a known price').waitFor()
    expect(await sums.getByText('unknown').count()).toBe(1)
    await page.getByRole('radio', { name: 'Tokens' }).check()
    await expect.poll(() => page.locator('.chart-part').count()).toBeGreaterThan(0)
    await page.getByText('As a table').click()
    const table = page.getByRole('region', { name: 'Use by day' })
    await table.getByRole('cell', { name: '10,000' }).waitFor()
    await page.getByRole('region', { name: 'Use by model' }).getByRole('rowheader').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV by day' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
  })

  test('is not missed by sums that were loaded before the live connection stood', async () => {
    const { page } = marit
    const { promise: connecting, resolve: connect } = Promise.withResolvers<void>()
    await page.routeWebSocket('**/api/router/live', async (socket) => {
      await connecting
      socket.connectToServer()
    })
    await page.reload()
    const sums = page.getByRole('region', { name: 'Sums' })
    await sums.getByText('2 calls without a known price').waitFor()
    expect(await callModel(house.url, token, 'harbour-large')).toBe(200)
    await expect.poll(async () => await ask(page, 'GET', '/running')).toEqual({ calls: [] })
    expect(await sums.getByText('2 calls without a known price').count()).toBe(1)
    connect()
    await sums.getByText('3 calls without a known price').waitFor()
    await page.unrouteAll()
  })

  test('costs what one says that its model costs', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Providers' }).click()
    await page.getByRole('button', { name: 'More about Harbour' }).click()
    await page.getByRole('menuitem', { name: 'Prices' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Set the price of harbour-large' }).click()
    await dialog.getByLabel('In', { exact: true }).fill('2')
    await dialog.getByLabel('Out').fill('10')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('you', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    expect(await callModel(house.url, token, 'harbour-large')).toBe(200)
    await page.getByRole('link', { name: 'Calls', exact: true }).click()
    await page.locator('.call').first().getByText('$0.022').waitFor()
  })
})

describe('a token', () => {
  test('is given another name and another use, and stays the same token', async () => {
    const { page } = marit
    await page.getByRole('link', { name: 'Tokens' }).click()
    await page.getByRole('button', { name: 'More about Night watch' }).click()
    await page.getByRole('menuitem', { name: 'Change' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Day watch')
    await dialog.getByLabel('Read the inbox').check()
    await dialog.getByLabel('Expires').selectOption({ label: 'In 30 days' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('May use models and read the inbox').waitFor()
    await page.getByText('Expires in 30 days').waitFor()
    expect(await callModel(house.url, token, 'harbour-large')).toBe(200)
  })

  test('that is revoked opens nothing any more', async () => {
    const { page } = marit
    await page.getByRole('button', { name: 'More about Day watch' }).click()
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('No tokens yet').waitFor()
    expect(await callModel(house.url, token, 'harbour-large')).toBe(401)
  })
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
