import type { Page } from 'playwright-core'
import { z } from 'zod'
import { signedEvent } from '../webhook.ts'
import type { Origin } from '../origin.ts'

/** Who writes, as a webhook says it. */
interface Writer {
  readonly id: string
  readonly name: string
}

/** What a webhook may say of a message besides its text. */
interface Saying {
  /** The thread; `desk` where nothing is said. */
  readonly thread?: string
  readonly title?: string
  readonly at?: string
  readonly files?: readonly { readonly url: string; readonly name: string; readonly type: string }[]
}

const Sent = z.object({ type: z.string(), id: z.string(), text: z.string().optional() })
type Sent = z.infer<typeof Sent>

/** A shop on the other side of a webhook channel: it signs what it says, and takes answers or refuses them. */
export class TestDesk {
  readonly sendUrl: string
  /** What the house has sent, pings left out. */
  readonly taken: Sent[] = []
  /** What answers are answered with. */
  status = 200
  #hook = ''
  #secret = ''
  #said = 0

  constructor(origin: Origin, path = '/desk') {
    this.sendUrl = `${origin.url}${path}`
    origin.set(path, async (request) => {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
      const sent = Sent.safeParse(JSON.parse(body))
      if (this.status !== 200) return { status: this.status }
      if (sent.success && sent.data.type !== 'ping') this.taken.push(sent.data)
      return { body: JSON.stringify({ key: `desk-${this.taken.length}` }) }
    })
  }

  /** Connects it as a person would, on the page of the channels. @param inbox what addresses of it begin with */
  async connect(page: Page, name: string, inbox = ''): Promise<void> {
    await page.goto(`${inbox}/channels`)
    await page.getByRole('button', { name: 'Connect a channel' }).click()
    await page.getByText('Webhook', { exact: true }).click()
    await page.getByLabel('Address for answers').fill(this.sendUrl)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Test and connect' }).click()
    await page.getByText('It is shown this once').waitFor()
    const [hook = '', secret = ''] = await page.locator('.code pre').allInnerTexts()
    this.#hook = hook.trim()
    this.#secret = secret.trim()
    await page.getByRole('button', { name: 'Done' }).click()
  }

  /** Somebody writes. @returns the id of the message at the desk */
  async say({ id, name }: Writer, text: string, saying: Saying = {}): Promise<string> {
    const { thread = 'desk', title, at, files } = saying
    const said = `said-${++this.#said}`
    await this.tell({
      type: 'message',
      id: said,
      thread: title === undefined ? thread : { id: thread, title },
      author: { id, name },
      text,
      ...(at === undefined ? {} : { at }),
      ...(files === undefined ? {} : { files }),
    })
    return said
  }

  /** Anything that a webhook may say, signed. */
  async tell(event: unknown): Promise<void> {
    const { status } = await fetch(this.#hook, signedEvent(event, this.#secret))
    if (status !== 200) throw new Error(`the hook answered with ${status}`)
  }
}
