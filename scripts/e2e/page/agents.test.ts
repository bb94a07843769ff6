import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { connect } from '../mcp-client.ts'
import { accessibilityProblems } from './browser.ts'
import { openHouse } from './opening.ts'
import { TestDesk } from './test-desk.ts'

let token = ''

const { origin, house, join } = await openHouse()
const marit = await join('Marit')
const desk = new TestDesk(origin)

beforeAll(async () => {
  await desk.connect(marit.page, 'Harbour desk')
  await desk.say({ id: 'kari', name: 'Kari' }, 'Is the lamp lit?', { thread: 'lamp', title: 'The lamp' })
})

const Listed = z.object({ conversations: z.tuple([z.object({ id: z.string() })]) })
const Draft = z.object({ id: z.string(), revision: z.number() })

/** Calls tools of the inbox with the token that the page has shown. */
async function asAgent<T>(
  work: (call: (name: string, input: object) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const client = await connect(house.url, token)
  try {
    return await work(async (name, input) => {
      const result = await client.callTool({ name, arguments: { ...input } })
      return result.structuredContent
    })
  } finally {
    await client.close()
  }
}

test('a token for the inbox comes with the lines that connect an agent to it, and with no others', async () => {
  const { page } = marit
  await page.goto('/models/tokens')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Night watch')
  await dialog.getByLabel('Use models').uncheck()
  for (const scope of ['Read the inbox', 'Tidy the inbox', 'Send answers'])
    await dialog.getByLabel(scope).check()
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  token = (await dialog.locator('.once code').textContent()) ?? ''
  const line = `claude mcp add --transport http switchboard ${house.url}/mcp --header "Authorization: Bearer ${token}"`
  await dialog.getByText(line).waitFor()
  expect(await dialog.getByRole('radio').count()).toBe(0)
  expect(await accessibilityProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: 'I have it' }).click()
  await page.getByText('Night watch').waitFor()
})

test('what an agent drafts and notes appears under the name of its token, while one looks', async () => {
  const { page } = marit
  await page.goto('/conversations')
  await page.locator('.row', { hasText: 'The lamp' }).click()
  await page.getByLabel('Your answer').fill('My own words')
  await page.getByText('Draft saved').waitFor()
  await asAgent(async (call) => {
    const { conversations } = Listed.parse(await call('list_conversations', {}))
    const conversation = conversations[0].id
    await call('add_note', { conversation, text: 'The keeper is ill.' })
    await call('write_draft', { conversation, text: 'It is lit.' })
  })
  await page.getByText('Note by Night watch').waitFor()
  const others = page.getByRole('list', { name: 'Other drafts' })
  await others.getByText('Night watch suggests').waitFor()
  expect(await page.getByLabel('Your answer').inputValue()).toBe('My own words')
  expect(desk.taken).toEqual([])
  await others.getByRole('button', { name: 'Use it' }).click()
  await page.getByText('Drafted by Night watch').waitFor()
})

test('what an agent sends says who let it leave', async () => {
  const { page } = marit
  await asAgent(async (call) => {
    const { conversations } = Listed.parse(await call('list_conversations', {}))
    const conversation = conversations[0].id
    const { id: draft, revision } = Draft.parse(
      await call('write_draft', { conversation, text: 'Sent by night.' }),
    )
    await call('approve_draft', { conversation, draft, revision })
  })
  const message = page.locator('.message', { hasText: 'Sent by night.' })
  await message.getByText('approved by Night watch').waitFor()
  await expect.poll(() => desk.taken.map(({ text }) => text), { timeout: 30_000 }).toEqual(['Sent by night.'])
  await message.getByText(/^Sent · approved by Night watch/).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('nothing of all this made the page complain', () => {
  expect(marit.complaints).toEqual([])
})
