import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addFeed, signUp, startBrowser, visit, type Visit } from './browser.ts'
import { startHouse, type House } from '../house.ts'
import { startOrigin, type Origin } from '../origin.ts'
import { TestFeed } from './test-feed.ts'

/** Each would leave a mark on the page, or take it elsewhere, if any of it ran. */
const HOSTILE = `
  <p>Safe text.</p>
  <script>parent.marked = 'script'; top.document.title = 'taken'</script>
  <img src="/nowhere" onerror="parent.marked = 'onerror'">
  <svg><script>parent.marked = 'svg'</script><animate onbegin="parent.marked = 'animate'"></animate></svg>
  <iframe srcdoc="&lt;script&gt;top.marked = 'srcdoc'&lt;/script&gt;"></iframe>
  <a id="trap" href="javascript:parent.marked='link'">A tempting link</a>
  <a id="outside" href="https://example.org/outside">An honest link</a>
  <form action="/api/account/sign-out" method="post"><button>Send</button></form>
  <meta http-equiv="refresh" content="0;url=https://example.org/taken">
  <base href="https://example.org/taken/">
  <style>body { display: none }</style>
  <link rel="stylesheet" href="https://example.org/taken.css">
  <p style="position: fixed; inset: 0" onclick="parent.marked = 'click'">Over everything</p>`

let house: House
let origin: Origin
let browser: Browser
let reader: Visit

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1/32'] })
  browser = await startBrowser()
  reader = await visit(browser, house.url)
  await signUp(reader.page, 'Marit')
  const item = { title: '&lt;img src=x onerror="marked = 1"&gt; Hostile', html: HOSTILE }
  const feed = new TestFeed(origin, '/hostile.xml', 'Hostile &lt;b&gt;feed&lt;/b&gt;', [item])
  await addFeed(reader.page, feed.url)
  await reader.page.keyboard.press('j')
})

afterAll(async () => {
  await browser.close()
  await house.stop()
  await origin.stop()
})

function inside(page: Page): FrameLocator {
  return page.frameLocator('.entry-frame')
}

function mark(page: Page): Promise<unknown> {
  return page.evaluate((): unknown => Reflect.get(globalThis, 'marked'))
}

describe('an entry that means harm', () => {
  test('runs nothing, neither by itself nor when it is clicked', async () => {
    const { page } = reader
    await inside(page).getByText('Safe text.').waitFor()
    await inside(page).getByText('A tempting link').click()
    await page.waitForTimeout(500)
    expect(await mark(page)).toBeUndefined()
    expect(await page.title()).not.toBe('taken')
    expect(new URL(page.url()).origin).toBe(house.url)
  })

  test('brings no script, style, form, frame or handler as far as the page', async () => {
    const { page } = reader
    const found = inside(page).locator(
      'script, style, form, iframe, object, embed, [onerror], [onclick], [style]',
    )
    expect(await found.count()).toBe(0)
    expect(await inside(page).getByText('Safe text.').isVisible()).toBe(true)
  })

  test('is shown as text where it hides in a title', async () => {
    const { page } = reader
    expect(await page.locator('.row-title img, .article-title img').count()).toBe(0)
  })

  test('opens honest links in a tab that cannot reach back', async () => {
    const { page } = reader
    const link = inside(page).getByText('An honest link')
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  })
})

describe('were the sanitiser to let something through', () => {
  test('the frame still would not run it', async () => {
    const { page } = reader
    const ran = await page.evaluate(
      async (hostile) => {
        const real = document.querySelector<HTMLIFrameElement>('.entry-frame')
        const frame = document.createElement('iframe')
        for (const name of ['sandbox']) frame.setAttribute(name, real?.getAttribute(name) ?? '')
        frame.srcdoc = hostile
        document.body.append(frame)
        await new Promise((resolve) => setTimeout(resolve, 800))
        frame.contentDocument?.querySelector<HTMLElement>('#trap')?.click()
        frame.contentDocument?.querySelector<HTMLElement>('[onclick]')?.click()
        await new Promise((resolve) => setTimeout(resolve, 300))
        const stood = frame.contentDocument?.body.textContent?.includes('Safe text.') ?? false
        frame.remove()
        return { stood, marked: String(Reflect.get(globalThis, 'marked')) }
      },
      HOSTILE.replace(/<meta[^>]*>/, '').replace(/<style>.*?<\/style>/, ''),
    )
    expect(ran).toEqual({ stood: true, marked: 'undefined' })
  })

  test('the page’s own policy would not either', async () => {
    const { page } = reader
    const refused = await page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        violations.push(effectiveDirective)
      })
      const script = document.createElement('script')
      script.textContent = 'globalThis.marked = "inline"'
      const style = document.createElement('style')
      style.textContent = 'body { display: none }'
      document.body.append(script, style)
      await new Promise((resolve) => setTimeout(resolve, 200))
      script.remove()
      style.remove()
      return violations.toSorted()
    })
    expect(refused).toEqual(['script-src-elem', 'style-src-elem'])
    expect(await mark(page)).toBeUndefined()
  })
})

test('the policy was never asked to refuse anything of the page’s own', async () => {
  const fresh = await visit(browser, house.url, { storageState: await reader.page.context().storageState() })
  const { page } = fresh
  await page.goto('/?view=all')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('j')
  await inside(page).getByText('Safe text.').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /^More about/ })
    .first()
    .click()
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  for (const path of ['/account', '/opml', '/admin/people', '/admin/feeds']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  expect(fresh.complaints).toEqual([])
})
