import { expect, test } from 'vitest'
import * as z from 'zod'
import { openHouse } from './opening.ts'
import { ask, callModel } from './test-provider.ts'

const { house, join } = await openHouse()
const { page, complaints } = await join('Marit')

const Found = z.object({ servers: z.array(z.object({ kind: z.string() })) })
const Made = z.object({ token: z.string() })

test('a house on one machine offers no models of a network', async () => {
  const { servers } = Found.parse(await ask(page, 'GET', '/providers/found'))
  expect(servers.map(({ kind }) => kind)).not.toContain('workers-ai-binding')
  await page.goto('/models/providers')
  await page.getByRole('button', { name: 'Add a provider' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Workers AI' }).check()
  expect(await dialog.getByLabel('Key', { exact: true }).getAttribute('required')).not.toBeNull()
  await page.keyboard.press('Escape')
})

test('one that came from such a network says why it can not be used here', async () => {
  await ask(page, 'POST', '/providers', { kind: 'workers-ai-binding', defaultModel: '@cf/meta/llama' })
  const { token } = Made.parse(await ask(page, 'POST', '/tokens', { name: 'Night watch' }))
  expect(await callModel(house.url, token, 'any')).toBe(501)
  await page.reload()
  const panel = page.getByRole('region', { name: 'Workers AI' })
  await panel.getByText('Bound to this installation, without a key').waitFor()
  await panel.getByRole('button', { name: 'Test' }).click()
  await panel
    .getByText(/Workers AI is not bound to this installation/)
    .first()
    .waitFor()
  await panel.getByRole('button', { name: 'More about Workers AI' }).click()
  expect(await page.getByRole('menuitem', { name: 'Add a key' }).count()).toBe(0)
  await page.getByRole('menuitem', { name: 'Change' }).click()
  expect(await page.getByRole('dialog').getByLabel('Address').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.goto('/models/calls')
  await page.getByRole('link', { name: /any/ }).first().click()
  await page.getByText(/Workers AI is not bound to this installation/).waitFor()
  expect(complaints).toEqual([])
})
