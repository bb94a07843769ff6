import { vi } from 'vitest'
import * as z from 'zod'
import { MessageId } from '@switchboard/shared-types/ids'

const File = z.object({ name: z.string(), content: z.string() })
const Sent = z.object({
  type: z.string(),
  id: MessageId,
  thread: z.string(),
  text: z.string(),
  files: z.array(File).default([]),
})

type Reply = (sent: z.infer<typeof Sent>) => Response | Promise<Response>

/**
 * A server of the outside world that takes a webhook channel's messages. It knows a repetition of what it has taken by
 * its `webhook-id`, as the Standard Webhooks scheme wants it, and answers it as it did the first time. With what is new
 * it does whatever a test has put in its queue.
 */
export class Receiver {
  /** What it has taken, each once, in the order in which it came. */
  readonly taken: z.infer<typeof Sent>[] = []
  /** Every request, repetitions included. */
  readonly requests: string[] = []
  #queue: Reply[] = []

  /** Takes the place of the runtime's fetch for the rest of the test. */
  constructor() {
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const request = new Request(input, init)
      const sent = Sent.parse(await request.json())
      if (request.headers.get('webhook-id') !== sent.id) return new Response(null, { status: 400 })
      this.requests.push(sent.id)
      if (this.#has(sent.id)) return this.take(sent)
      return await (this.#queue.shift() ?? ((message) => this.take(message)))(sent)
    })
  }

  /** What it does with the next requests, instead of taking them. */
  next(...replies: readonly Reply[]): void {
    this.#queue = [...this.#queue, ...replies]
  }

  /** Takes a message, once. */
  take(sent: z.infer<typeof Sent>): Response {
    if (!this.#has(sent.id)) this.taken.push(sent)
    return Response.json({ key: `k-${sent.id}`, url: `https://shop.example/${sent.id}` })
  }

  texts(): string[] {
    return this.taken.map(({ text }) => text)
  }

  #has(id: MessageId): boolean {
    return this.taken.some((sent) => sent.id === id)
  }
}
