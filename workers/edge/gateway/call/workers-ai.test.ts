import { WORKERS_AI_URL } from '@switchboard/shared-types/contracts/workers-ai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask, attemptAt, HELLO, scriptProviders, streaming, TestRouter } from '../testing/calling.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const USAGE = { prompt_tokens: 12, completion_tokens: 7 }
const BOUND = {
  kind: 'workers-ai-binding',
  protocol: 'openai-chat',
  baseUrl: WORKERS_AI_URL,
  headers: {},
} as const

/** What the binding is asked, and what it answers. */
function binding(answer: ReturnType<typeof streaming>) {
  const asked: Request[] = []
  const workersAi = {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      asked.push(request.clone())
      const { url, headers, signal } = request
      return await answer({ url, headers, body: await request.text(), signal })
    },
  }
  return { asked, workersAi }
}

const completion = () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }]
  return Response.json({ id: 'x', object: 'chat.completion', choices, usage: USAGE })
}

describe('a route to the models of the network', () => {
  it('goes through the binding and nowhere else, translated and counted like any other', async () => {
    const heard = scriptProviders({})
    const { asked, workersAi } = binding(completion)
    const router = new TestRouter([attemptAt('workers-ai', 0, { ...BOUND, model: '@cf/meta/llama' })])
    const { response, settled } = await ask(router, { workersAi })
    expect(await response.json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'Hello.' }],
    })
    await settled()
    expect(heard).toEqual([])
    expect(asked.map(({ url }) => url)).toEqual([`${WORKERS_AI_URL}/chat/completions`])
    expect(await asked[0]?.json()).toMatchObject({ model: '@cf/meta/llama' })
    expect(router.settlements).toMatchObject([{ status: 'ok', usage: { input: 12, output: 7 }, exact: true }])
  })

  it('streams, and its usage is read from the stream', async () => {
    scriptProviders({})
    const events = [
      { choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, finish_reason: null }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: USAGE },
    ]
    const pieces = [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n']
    const { workersAi } = binding(streaming(pieces))
    const router = new TestRouter([attemptAt('workers-ai', 0, BOUND)])
    const body = { ...HELLO['openai-chat'], stream: true }
    const { response, settled } = await ask(router, { protocol: 'openai-chat', body, workersAi })
    expect(await response.text()).toBe(pieces.join(''))
    await settled()
    expect(router.settlements).toMatchObject([{ status: 'ok', usage: { input: 12, output: 7 } }])
  })

  it('moves on to the next provider where the installation has no binding', async () => {
    const answer = { id: 'msg_1', type: 'message', content: [] }
    scriptProviders({ b: () => Response.json(answer) })
    const { workersAi } = binding(() => Response.json({ error: { message: 'not bound' } }, { status: 501 }))
    const router = new TestRouter([attemptAt('workers-ai', 0, BOUND), attemptAt('b', 1)])
    const { response, settled } = await ask(router, { workersAi })
    expect(await response.json()).toEqual(answer)
    await settled()
    expect(router.settlements).toMatchObject([
      { attempts: [{ status: 501, fault: 'provider', reason: '501: not bound' }, { status: 200 }] },
    ])
  })
})
