import type { WorkersAiBinding } from '@switchboard/kernel/optional-bindings'
// The runtime's own class, which the binding is an instance of: only what answers it is made up here.
import { Ai } from 'cloudflare:ai'
import * as z from 'zod'

/** A message of the platform's schema: content is never null. */
const Message = z.object({ role: z.string(), content: z.union([z.string(), z.array(z.unknown())]) })
const Run = z.object({
  inputs: z.union([
    z.object({
      messages: z.array(Message),
      stream: z.boolean().nullish(),
      max_tokens: z.number().int().nullish(),
      tools: z.array(z.looseObject({ type: z.literal('function') })).nullish(),
      tool_choice: z.enum(['auto', 'none', 'required']).nullish(),
      model: z.undefined().optional(),
      max_completion_tokens: z.undefined().optional(),
    }),
    z.object({ text: z.union([z.string(), z.array(z.string()).max(100)]) }),
  ]),
  options: z.looseObject({}),
})
export type RunInputs = z.infer<typeof Run>['inputs']

export interface Asked {
  readonly model: string
  readonly inputs: RunInputs
  readonly signal: AbortSignal
}

type Reply = (asked: Asked) => Response | Promise<Response>

/** The far end of the binding: it refuses what the platform's schemas refuse, and answers as a test says. */
export class Platform {
  readonly asked: Asked[] = []
  readonly binding: WorkersAiBinding
  readonly #models: Readonly<Record<string, Reply>>

  constructor(models: Readonly<Record<string, Reply>>) {
    this.#models = models
    this.binding = new Ai({ fetch: (input, init) => this.#answer(new Request(input, init)) })
  }

  async #answer(request: Request): Promise<Response> {
    const { method, url, headers, signal } = request
    if (url.startsWith('https://workers-binding.ai/ai-api/models/search'))
      return Response.json({ result: LIST })
    if (`${method} ${url}` !== 'POST https://workers-binding.ai/run?version=3') {
      throw new Error(`the platform has no ${method} ${url}`)
    }
    const model = headers.get('cf-consn-model-id') ?? ''
    const reply = this.#models[model]
    if (reply === undefined) return refusal(400, 5007, `No such model ${model} or task`)
    const run = Run.safeParse(await request.json())
    if (!run.success) return refusal(400, 5006, `must match the schema: ${run.error.message}`)
    const asked = { model, inputs: run.data.inputs, signal }
    this.asked.push(asked)
    return await reply(asked)
  }
}

export function refusal(status: number, internalCode: number, description: string): Response {
  const body = { internalCode, message: `AiError: ${description}`, name: 'AiError', description }
  return Response.json(body, { status })
}

/** @returns a stream of events, as the platform's own models write them */
export function streaming(pieces: readonly (object | string)[]): Reply {
  return () => {
    const text = pieces.map(
      (piece) => `data: ${typeof piece === 'string' ? piece : JSON.stringify(piece)}\n\n`,
    )
    const bytes = new TextEncoder().encode(text.join(''))
    const body = new ReadableStream<Uint8Array>({
      // Cut anywhere: events and letters begin in one chunk and end in another.
      start(controller) {
        for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7))
        controller.close()
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

const LIST = [
  { name: '@cf/meta/llama-3.1-8b-instruct-fp8', task: { name: 'Text Generation' } },
  { name: '@cf/baai/bge-m3', task: { name: 'Text Embeddings' } },
  { name: '@cf/black-forest-labs/flux-1-schnell', task: { name: 'Text-to-Image' } },
]
