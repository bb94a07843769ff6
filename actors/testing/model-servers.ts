import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { AddProvider } from '@switchboard/shared-types/api/router/providers'
import { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { getStub } from '@switchboard/shared-types/door'
import type { RouterId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

export const KEY = 'sk-of-the-person-1234'
export const ANSWER = 'It is about ferries.'

/** What an actor asked. */
export interface AskedModel {
  readonly url: string
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

type Reply = (asked: AskedModel) => Response | Promise<Response>

/**
 * Model servers of the outside world, by host. Each answers as its vendor's documentation says, refuses what its vendor
 * would refuse, and does first whatever a test has put in its queue.
 */
export class ModelServers {
  readonly asked: AskedModel[] = []
  readonly #queue = new Map<string, Reply[]>()

  /** Takes the place of the runtime's fetch for the rest of the test. */
  constructor() {
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const request = new Request(input, init)
      // Feeds that are followed meanwhile find publishers who take the connection and say nothing.
      return request.method === 'POST' ? await this.#answer(request) : await new Promise<Response>(() => {})
    })
  }

  /** What a host answers next, instead of an answer. */
  next(host: string, ...replies: readonly Reply[]): void {
    this.#queue.set(host, [...(this.#queue.get(host) ?? []), ...replies])
  }

  hosts(): string[] {
    return this.asked.map(({ url }) => new URL(url).host)
  }

  async #answer(request: Request): Promise<Response> {
    const asked = { url: request.url, headers: request.headers, body: membersOf(await request.json()) }
    this.asked.push(asked)
    const reply = this.#queue.get(new URL(request.url).host)?.shift()
    return await (reply ?? answerAs)(asked)
  }
}

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return () => Response.json({ type: 'error', error: { type: 'some_error', message } }, { status, headers })
}

/** @param changes what an answer has otherwise, or more */
export function answering(changes: Readonly<Record<string, unknown>>): Reply {
  return async (asked) => {
    return Response.json({ ...membersOf(await answerAs(asked).json()), ...changes })
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function answerAs(asked: AskedModel): Response {
  const { pathname } = new URL(asked.url)
  if (pathname === '/v1/messages') return asAnthropic(asked)
  if (pathname === '/v1/chat/completions') return asChat(asked)
  return Response.json({ error: { message: `no such address: ${pathname}` } }, { status: 404 })
}

/** https://platform.claude.com/docs/en/api/messages */
function asAnthropic({ headers, body }: AskedModel): Response {
  if (headers.get('x-api-key') !== KEY)
    return anthropicError(401, 'authentication_error', 'invalid x-api-key')
  if (headers.get('anthropic-version') !== '2023-06-01' || typeof body['max_tokens'] !== 'number')
    return anthropicError(400, 'invalid_request_error', 'anthropic-version and max_tokens: Field required')
  return Response.json({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: body['model'],
    content: [{ type: 'text', text: ANSWER }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 40,
      output_tokens: 7,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 30,
    },
  })
}

function anthropicError(status: number, type: string, message: string): Response {
  return Response.json({ type: 'error', error: { type, message }, request_id: 'req_1' }, { status })
}

/** https://platform.openai.com/docs/api-reference/chat/create */
function asChat({ headers, body }: AskedModel): Response {
  if (headers.get('authorization') !== `Bearer ${KEY}`)
    return Response.json(
      { error: { message: 'Incorrect API key', type: 'invalid_request_error' } },
      { status: 401 },
    )
  return Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: body['model'],
    choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: 140,
      completion_tokens: 7,
      total_tokens: 147,
      prompt_tokens_details: { cached_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  })
}

/** The two servers that a person may have, and the model that each of them is asked for. */
export const PROVIDERS = {
  chat: { kind: 'openai-compatible', baseUrl: 'https://chat.example/v1', model: 'small-chat' },
  claude: { kind: 'anthropic', baseUrl: 'https://claude.example/v1', model: 'claude-haiku-4-5' },
  openai: { kind: 'openai', baseUrl: 'https://openai.example/v1', model: 'gpt-5-nano' },
} as const

/** Gives a router providers with keys, asked in that order. @param more what each of the route's targets says besides */
export async function addProviders(
  router: RouterId,
  slugs: readonly (keyof typeof PROVIDERS)[],
  more: Partial<RouteDraft['targets'][number]> = {},
): Promise<void> {
  const trace = startTrace('test')
  for (const slug of slugs) {
    const { kind, baseUrl } = PROVIDERS[slug]
    const input = AddProvider.parse({ kind, slug, baseUrl, key: KEY })
    const added = await getStub(env.ROUTER, router).addProvider(router, trace, input)
    if (!added.ok) throw new Error(added.error.message)
  }
  const targets = slugs.map((slug, at) => ({
    provider: slug,
    model: PROVIDERS[slug].model,
    tier: at + 1,
    ...more,
  }))
  const route = RouteDraft.parse({ name: 'own calls', models: ['switchboard-*'], targets })
  const set = await getStub(env.ROUTER, router).setRoutes(router, trace, [route])
  if (!set.ok) throw new Error(set.error.message)
}
