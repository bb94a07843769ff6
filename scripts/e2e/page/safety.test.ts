import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { addFeed, visit } from './browser.ts'
import { openHouse } from './opening.ts'
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

const { origin, house, browser, join } = await openHouse()
const reader = await join('Marit')

beforeAll(async () => {
  const item = { title: '&lt;img src=x onerror="marked = 1"&gt; Hostile', html: HOSTILE }
  const feed = new TestFeed(origin, '/hostile.xml', 'Hostile &lt;b&gt;feed&lt;/b&gt;', [item])
  await addFeed(reader.page, feed.url)
  await reader.page.keyboard.press('j')
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
  test('the frame alone would not run it, where the same text runs without the frame’s walls', async () => {
    const storageState = await reader.page.context().storageState()
    // Without the policy there is only the sandbox left.
    const { page } = await visit(browser, house.url, { storageState, bypassCSP: true })
    await page.goto('/?view=all')
    await page.locator('.row-link').first().click()
    const sandbox = await page.locator('.entry-frame').getAttribute('sandbox')
    expect(await runsIn(page, null)).not.toBe('undefined')
    expect(await runsIn(page, sandbox)).toBe('undefined')
    await page.context().close()
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

/** Shows the hostile text as it is in a frame of that sandbox, and clicks it. @returns what it marked the page with */
async function runsIn(page: Page, sandbox: string | null): Promise<string> {
  const hostile = HOSTILE.replace(/<meta[^>]*>/, '').replace(/<style>.*?<\/style>/, '')
  return page.evaluate(
    async ([text, walls]) => {
      Reflect.deleteProperty(globalThis, 'marked')
      const frame = document.createElement('iframe')
      if (walls !== null) frame.setAttribute('sandbox', walls)
      frame.srcdoc = text
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 500))
      frame.contentDocument?.querySelector<HTMLElement>('#trap')?.click()
      frame.contentDocument?.querySelector<HTMLElement>('[onclick]')?.click()
      await new Promise((resolve) => setTimeout(resolve, 200))
      frame.remove()
      return String(Reflect.get(globalThis, 'marked'))
    },
    [hostile, sandbox] as const,
  )
}

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
