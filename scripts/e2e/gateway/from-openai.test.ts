import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { CHAT_TOOLS, INPUT, PIXEL, RESPONSES_TOOLS, RICH, SCHEMA, WAYS } from './exchange.ts'
import type { Asked } from './exchange.ts'
import { addProviders, isolate, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { refuses } from './upstream/behaviour.ts'
import type { Behaviour } from './upstream/behaviour.ts'
import { textOf } from './upstream/reply.ts'
import { vendorErrorOf } from './vendor-error.ts'

let house: House
let upstream: Upstream
let ann: Owner

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  await addProviders(ann, upstream.url)
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

let models = 0

/** A model of its own for each call, so that what the provider was asked is found. */
function modelOf(kind: 'claude' | 'gpt' | 'local', behaviour: Behaviour = {}): string {
  const model = `${kind}-translated-${models++}`
  upstream.script(model, behaviour)
  return model
}

function asked(model: string): Asked {
  const [call] = upstream.of(model)
  if (call === undefined) throw new Error(`nobody asked for ${model}`)
  return call
}

describe('OpenAI’s chat client at a provider of Anthropic’s protocol', () => {
  it.each(WAYS)('hears text and parallel calls, %s', async (_, stream, behaviour) => {
    const model = modelOf('claude', behaviour)
    const request = { model, tools: CHAT_TOOLS, messages: [{ role: 'user' as const, content: 'Look' }] }
    const completion = stream
      ? await ann.agent.openai.chat.completions
          .stream({ ...request, stream_options: { include_usage: true } })
          .finalChatCompletion()
      : await ann.agent.openai.chat.completions.create(request)
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        role: 'assistant',
        content: 'I look at both. 🦊',
        tool_calls: [
          { id: 'toolu_1', type: 'function', function: { name: 'read' } },
          { id: 'toolu_2', type: 'function', function: { name: 'list', arguments: '{"path":"/"}' } },
        ],
      },
    })
    const [call] = completion.choices[0]?.message.tool_calls ?? []
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toEqual(INPUT)
    expect(completion.usage).toMatchObject({
      prompt_tokens: 100,
      completion_tokens: 9,
      total_tokens: 109,
      prompt_tokens_details: { cached_tokens: 60 },
    })
    expect(await ann.router.settled(model)).toMatchObject({ usage: RICH.usage, status: 'ok' })
  })

  it('gets usage at the end of a stream where it asks for it, and nowhere else', async () => {
    const [with_, without] = [modelOf('claude'), modelOf('claude')]
    const ask = async (model: string, fields: object): Promise<string> =>
      (
        await ann.agent.post(
          '/v1/chat/completions',
          JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Hi' }], ...fields }),
        )
      ).text()
    const counted = await ask(with_, { stream_options: { include_usage: true } })
    expect(counted).toContain('"prompt_tokens":100')
    expect(counted.endsWith('data: [DONE]\n\n')).toBe(true)
    const uncounted = await ask(without, {})
    expect(uncounted).not.toContain('"prompt_tokens"')
    expect(uncounted.endsWith('data: [DONE]\n\n')).toBe(true)
    // The ledger counts both.
    expect(await ann.router.settled(without)).toMatchObject({ usage: RICH.usage, exact: true })
  })

  it('sends system prompts, images, results of tools, effort and shapes as Anthropic takes them', async () => {
    const model = modelOf('claude')
    await ann.agent.openai.chat.completions.create({
      model,
      tools: CHAT_TOOLS,
      reasoning_effort: 'high',
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema: SCHEMA } },
      messages: [
        { role: 'system', content: 'First.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
        {
          role: 'assistant',
          tool_calls: [
            { id: 'call_9', type: 'function', function: { name: 'read', arguments: JSON.stringify(INPUT) } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_9', content: 'the content of it' },
      ],
    })
    const { path, body } = asked(model)
    expect(path).toBe('/v1/messages')
    expect(body).toMatchObject({ model, tools: [{ name: 'read' }, { name: 'list' }] })
    expect(JSON.stringify(body['system'])).toContain('First.')
    expect(body['max_tokens']).toBeGreaterThan(0)
    const sent = JSON.stringify(body)
    expect(sent).toContain(`"media_type":"image/png"`)
    expect(sent).toContain(`"data":"${PIXEL}"`)
    expect(sent).toContain('"tool_use_id":"call_9"')
    expect(sent).toContain('"required":["city"]')
    expect(body['messages']).toMatchObject([{ role: 'user' }, { role: 'assistant' }, { role: 'user' }])
  })

  it('reads an error in OpenAI’s words', async () => {
    const model = modelOf('claude')
    await isolate(ann, model, 'claude', upstream.url)
    upstream.script(model, refuses(429, { 'retry-after': '17' }))
    const answer = await ann.agent.ask(model, { path: '/v1/chat/completions' })
    expect(answer.headers.get('retry-after')).toBe('17')
    expect(await vendorErrorOf(answer)).toMatch(/^429 openai \w+ rate_limit_exceeded/)
  })
})

describe.each(['claude', 'local'] as const)('OpenAI’s responses client at another protocol (%s)', (kind) => {
  it.each(WAYS)('hears text and parallel calls, %s', async (_, stream, behaviour) => {
    const model = modelOf(kind, behaviour)
    const request = { model, tools: RESPONSES_TOOLS, input: 'Look' }
    const response = stream
      ? await ann.agent.openai.responses.stream(request).finalResponse()
      : await ann.agent.openai.responses.create(request)
    const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []))
    expect(response.status).toBe('completed')
    expect(calls).toMatchObject([
      { call_id: 'toolu_1', name: 'read' },
      { call_id: 'toolu_2', name: 'list', arguments: '{"path":"/"}' },
    ])
    expect(JSON.parse(calls[0]?.arguments ?? '')).toEqual(INPUT)
    expect(response.output_text).toBe(textOf(RICH))
    expect(response.usage).toMatchObject({
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 60 },
      output_tokens: 9,
    })
    expect(await ann.router.settled(model)).toMatchObject({
      usage: RICH.usage,
      protocol: 'openai-responses',
      providerModel: model,
    })
  })

  it('is told what the target can not do, before anyone is asked', async () => {
    const model = modelOf(kind)
    const body = JSON.stringify({ model, input: 'Go on', previous_response_id: 'resp_1' })
    const answer = await ann.agent.post('/v1/responses', body)
    expect(await vendorErrorOf(answer)).toMatch(/^400 openai invalid_request_error/)
    expect(upstream.of(model)).toEqual([])
  })
})
