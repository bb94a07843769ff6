import { expect } from 'vitest'
import type { Device } from './device.ts'
import { eventually } from './eventually.ts'
import type { Origin } from './origin.ts'

const ANSWER = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'small',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello yourself' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 },
}

/** Lets an origin answer as a provider does. @param after holds the answers back until then */
export function answerModelCalls(origin: Origin, after: Promise<void> = Promise.resolve()): void {
  origin.set('/v1/chat/completions', async () => {
    await after
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(ANSWER) }
  })
}

/** Asks for a model as an agent does. */
export function askModel(url: string, token: string): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'upstream/small', messages: [{ role: 'user', content: 'hello' }] }),
  })
}

/** Makes one model call as an agent does, with a provider and a token of its own, and waits for its booking. */
export async function callModel(
  device: Device,
  origin: Origin,
  options: { name?: string; contentDays?: number } = {},
) {
  answerModelCalls(origin)
  const { router } = device.api
  const added = await router.providers.$post({
    json: { kind: 'openai-compatible', slug: 'upstream', baseUrl: `${origin.url}/v1`, key: 'sk-upstream' },
  })
  expect(added.status).toBe(201)
  const provider = await added.json()
  const token = await (await router.tokens.$post({ json: { name: 'Agent', ...options } })).json()
  const answer = await askModel(device.url, token.token)
  expect(await answer.json()).toEqual(ANSWER)
  const call = await eventually('the booking', async () => {
    const { calls } = await (await router.calls.$get({ query: {} })).json()
    return calls.find(({ status }) => status === 'ok')?.id
  })
  return { call, token, provider }
}
