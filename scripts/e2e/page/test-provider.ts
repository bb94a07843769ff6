import type { Page } from 'playwright-core'
import { z } from 'zod'
import { startOrigin, type Origin } from '../origin.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

/** A provider of models on this machine: it speaks like OpenAI and knows one key. */
export class TestProvider {
  readonly key = 'sk-test-abcd1234wxyz'
  readonly models = ['harbour-large', 'harbour-small']
  readonly #origin: Origin
  #held: Promise<void> = Promise.resolve()

  static async start(): Promise<TestProvider> {
    return new TestProvider(await startOrigin())
  }

  constructor(origin: Origin) {
    this.#origin = origin
    origin.set('/v1/models', ({ headers }) =>
      headers.authorization === `Bearer ${this.key}`
        ? { headers: JSON_TYPE, body: JSON.stringify({ data: this.models.map((id) => ({ id })) }) }
        : { status: 401, headers: JSON_TYPE, body: JSON.stringify({ error: { message: 'No such key' } }) },
    )
    origin.set('/v1/chat/completions', async (request) => {
      const asked = Asked.parse(JSON.parse(await textOf(request)))
      await this.#held
      return { headers: JSON_TYPE, body: JSON.stringify(answerOf(asked.model)) }
    })
  }

  get url(): string {
    return `${this.#origin.url}/v1`
  }

  /** Lets answers wait. @returns what lets them go */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held = promise
    return resolve
  }

  stop(): Promise<void> {
    return this.#origin.stop()
  }
}

const Asked = z.object({ model: z.string() })

function answerOf(model: string) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'A lamp is lit.' } }],
    usage: { prompt_tokens: 5_000, completion_tokens: 1_200, total_tokens: 6_200 },
  }
}

async function textOf(request: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A model call as an agent makes it; @returns the status of its answer */
export async function callModel(house: string, token: string, model: string): Promise<number> {
  const answer = await fetch(`${house}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'test-agent/1.0',
    },
    body: JSON.stringify({
      model,
      max_tokens: 1_500,
      messages: [{ role: 'user', content: 'Is the lamp lit?' }],
    }),
  })
  await answer.text()
  return answer.status
}

/** Asks the API as the page does. @throws where it refuses */
export async function ask(page: Page, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await page.evaluate(
    async ([verb, address, json]) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(address, { method: verb, headers, body: json })
      if (!response.ok) throw new Error(`${verb} ${address}: ${response.status} ${await response.text()}`)
      return response.text()
    },
    [method, `/api/router${path}`, JSON.stringify(body)] as const,
  )
  return JSON.parse(answer)
}

const Made = z.object({ token: z.string() })

/** Gives somebody what they need for calls: the provider under the short name `harbour`, and a token. */
export async function settleIn(page: Page, provider: TestProvider): Promise<string> {
  const { url: baseUrl, key } = provider
  const added = await ask(page, 'POST', '/providers', {
    kind: 'openai-compatible',
    name: 'Harbour',
    slug: 'harbour',
    baseUrl,
    key,
    defaultModel: 'harbour-large',
  })
  const { id } = z.object({ id: z.string() }).parse(added)
  await ask(page, 'POST', `/providers/${id}/test`, {})
  return Made.parse(await ask(page, 'POST', '/tokens', { name: 'Night watch', contentDays: 1 })).token
}
