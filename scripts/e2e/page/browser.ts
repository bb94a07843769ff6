import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import axe from 'axe-core'
import { z } from 'zod'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const PASSWORD = 'a lamp in the harbour'

/** Starts the system's Chromium. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS })
}

/** A page with a browser profile of its own, and everything that it complained about. */
export interface Visit {
  readonly page: Page
  /** Uncaught errors, console errors and violations of the Content-Security-Policy. */
  readonly complaints: string[]
}

/** Opens a page of a house; `storageState` brings the cookies of another visit along. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 820 },
    baseURL: url,
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    // The browser itself notes what was refused or out of reach; the tests look at what the page makes of that.
    const isNote = /^(?:Failed to load resource|WebSocket connection)/.test(message.text())
    if (message.type() === 'error' && !isNote) complaints.push(`console: ${message.text()}`)
  })
  await page.goto('/')
  return { page, complaints }
}

/** Makes an account on the sign-up page, which is where a page without a session ends up on a first run. */
export async function signUp(page: Page, name: string): Promise<void> {
  if (!page.url().includes('/sign-up')) await page.goto('/sign-up')
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
}

/** Adds a feed as a person would, and waits until its entries are there. */
export async function addFeed(page: Page, address: string, { folder = '' } = {}): Promise<void> {
  await page.getByRole('button', { name: 'Add a feed' }).first().click()
  await page.getByLabel('Address of a site').fill(address)
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByRole('button', { name: 'Subscribe' }).waitFor()
  if (folder !== '') await page.getByRole('combobox', { name: 'Folder' }).fill(folder)
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await page
    .getByRole('listitem')
    .filter({ has: page.locator('.row-link') })
    .first()
    .waitFor()
}

const Findings = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/** Only what is wrong is told of; style sheets and media are as the page has them. */
const LOOK: axe.RunOptions = { iframes: false, preload: false, resultTypes: ['violations'] }

/** What axe looks at: an open dialog, which is all there is to somebody who meets it, or the whole page. */
const SHOWN = `document.querySelector('[role="dialog"]') ?? document`

/**
 * What axe finds wrong with the page as it is, in the light and in the dark, each as "rule: element". The dark differs in
 * its colours alone. In an entry's frame no script can look.
 */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const inTheLight = await findProblems(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  const inTheDark = await findProblems(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inTheLight, ...inTheDark.map((problem) => `in the dark, ${problem}`)]
}

/** The same but for the colours, for a page that was looked at on a wide screen, where they are the same. */
export function narrowProblems(page: Page): Promise<string[]> {
  return findProblems(page, { rules: { 'color-contrast': { enabled: false } } })
}

async function findProblems(
  page: Page,
  options: Pick<axe.RunOptions, 'runOnly' | 'rules'>,
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  await page.evaluate(() => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
    return Promise.allSettled(passing.map(({ finished }) => finished))
  })
  const { violations } = Findings.parse(
    await page.evaluate(`axe.run(${SHOWN}, ${JSON.stringify({ ...LOOK, ...options })})`),
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
