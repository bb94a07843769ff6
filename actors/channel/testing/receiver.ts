import { vi } from 'vitest'
import * as z from 'zod'
import { readJson } from '../kinds/wire/json.ts'
import { isSigned } from '../kinds/wire/standard-webhooks.ts'

const Payload = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  thread: z.string().optional(),
})
export type Payload = z.infer<typeof Payload>

/** What happens to one request. `lost`: it is taken, and its answer does not arrive. */
export type Fate = Response | 'lost' | 'refused-connection' | 'hang'

/**
 * Who receives what a webhook sends, as Standard Webhooks wants it: a request is taken only if it is signed, and one
 * with a known `webhook-id` is a repetition, which is answered and not taken again.
 */
export class Receiver {
  /** What was taken, in order, each once. */
  readonly taken: Payload[] = []
  readonly requests: { readonly id: string; readonly at: number }[] = []
  secret = ''
  /** Nothing is answered before it. */
  hold: Promise<void> = Promise.resolve()
  readonly #fates: Fate[] = []
  readonly #known = new Set<string>()

  /** Takes the place of the runtime's fetch for the rest of the test. */
  constructor() {
    vi.mocked(fetch).mockImplementation(async (input, init) => await this.#answer(new Request(input, init)))
  }

  /** What becomes of the next requests, instead of being taken. */
  next(...fates: readonly Fate[]): void {
    this.#fates.push(...fates)
  }

  texts(): string[] {
    return this.taken.map(({ text = '' }) => text)
  }

  async #answer(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    const id = headers['webhook-id'] ?? ''
    this.requests.push({ id, at: Date.now() })
    await this.hold
    if (!(await isSigned({ headers, body }, this.secret, Date.now())))
      return new Response(null, { status: 401 })
    const fate = this.#fates.shift()
    if (fate instanceof Response) return fate
    if (fate === 'refused-connection') throw new TypeError('connection refused')
    if (fate === 'hang') return await new Promise<Response>(() => {})
    if (!this.#known.has(id)) this.taken.push(Payload.parse(readJson(body)))
    this.#known.add(id)
    if (fate === 'lost') throw new TypeError('connection reset')
    return Response.json({ key: `r-${id}`, url: `https://receiver.example/${id}` })
  }
}
