import type Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { ANTHROPIC_TOOLS, INPUT, PIXEL, RICH, SCHEMA, WAYS } from './exchange.ts'
import type { Asked } from './exchange.ts'
import { addProviders, isolate, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { refuses } from './upstream/behaviour.ts'
import type { Behaviour } from './upstream/behaviour.ts'
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

describe.each([
  ['gpt', /chat|responses/],
  ['local', /chat/],
] as const)('Anthropic’s client at a provider of OpenAI’s protocols (%s)', (kind, path) => {
  it.each(WAYS)('hears text, thinking and parallel calls, %s', async (_, stream, behaviour) => {
    const model = modelOf(kind, behaviour)
    const request = {
      model,
      max_tokens: 2_000,
      tools: ANTHROPIC_TOOLS,
      messages: [{ role: 'user' as const, content: 'Look' }],
    }
    const message = stream
      ? await ann.agent.anthropic.messages.stream(request).finalMessage()
      : await ann.agent.anthropic.messages.create(request)
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      stop_reason: 'tool_use',
      usage: { input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 9 },
    })
    expect(message.content).toMatchObject([
      { type: 'thinking', thinking: 'Let me think: 漢字.', signature: '' },
      { type: 'text', text: 'I look at both. 🦊' },
      { type: 'tool_use', id: 'toolu_1', name: 'read', input: INPUT },
      { type: 'tool_use', id: 'toolu_2', name: 'list', input: { path: '/' } },
    ])
    expect(asked(model).path).toMatch(path)
    expect(await ann.router.settled(model)).toMatchObject({
      status: 'ok',
      exact: true,
      usage: RICH.usage,
      protocol: 'anthropic-messages',
    })
  })

  it('gets its events in the order of the protocol, each once', async () => {
    const model = modelOf(kind, { reply: RICH })
    const stream = await ann.agent.ask(model, { stream: true })
    const text = await stream.text()
    const types = Array.from(text.matchAll(/^event: (.*)$/gm), ([, type]) => type)
    const named = Array.from(text.matchAll(/^data: \{"type":"([a-z_]+)"/gm), ([, type]) => type)
    expect(named).toEqual(types)
    const once = types.filter((type) => type !== 'content_block_delta' && type !== 'ping')
    const block = ['content_block_start', 'content_block_stop']
    expect(once).toEqual([
      'message_start',
      ...[0, 1, 2, 3].flatMap(() => block),
      'message_delta',
      'message_stop',
    ])
  })

  it('sends images, results of tools and a system entry in the middle where they belong', async () => {
    const model = modelOf(kind)
    const messages: Anthropic.Beta.Messages.BetaMessageParam[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
        ],
      },
      { role: 'system', content: 'Be brief from now on.' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_9', name: 'read', input: INPUT }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'toolu_9', content: 'the content of it' }],
      },
    ]
    await ann.agent.anthropic.beta.messages.create({
      model,
      max_tokens: 2_000,
      system: [
        { type: 'text', text: 'First.' },
        { type: 'text', text: 'Second.' },
      ],
      tools: ANTHROPIC_TOOLS,
      messages,
    })
    const sent = JSON.stringify(asked(model).body)
    expect(sent).toContain(`data:image/png;base64,${PIXEL}`)
    const order = [
      'First.',
      'Second.',
      'What is this?',
      'Be brief from now on.',
      'toolu_9',
      'the content of it',
    ]
    const places = order.map((text) => sent.indexOf(text))
    // The tools, of which some stand before, name none of these.
    expect(places.every((place) => place !== -1)).toBe(true)
    expect(places.slice(2)).toEqual(places.slice(2).toSorted((a, b) => a - b))
  })

  it('asks for an answer of a given shape', async () => {
    const model = modelOf(kind)
    await ann.agent.anthropic.messages.create({
      model,
      max_tokens: 2_000,
      messages: [{ role: 'user', content: 'Where?' }],
      output_config: { format: { type: 'json_schema', schema: SCHEMA } },
    })
    expect(JSON.stringify(asked(model).body)).toContain('"json_schema"')
    expect(JSON.stringify(asked(model).body)).toContain('"required":["city"]')
  })

  it.each([
    [400, '400 anthropic invalid_request_error'],
    [429, '429 anthropic rate_limit_error'],
    [500, '500 anthropic api_error'],
  ])('reads an error of status %i in Anthropic’s words', async (status, said) => {
    const model = modelOf(kind)
    await isolate(ann, model, kind, upstream.url)
    upstream.script(model, refuses(status, { 'retry-after': '17' }))
    const answer = await ann.agent.ask(model)
    expect(answer.headers.get('retry-after')).toBe('17')
    expect(await vendorErrorOf(answer)).toBe(said)
  })
})

it('the ledger says what a translation changed or dropped', async () => {
  const model = modelOf('local')
  const answer = await ann.agent.post(
    '/v1/messages',
    JSON.stringify({ model, max_tokens: 9, top_k: 5, messages: [{ role: 'user', content: 'Hi' }] }),
  )
  expect(answer.status).toBe(200)
  await answer.text()
  const { notes } = await ann.router.settled(model)
  expect(notes.join('\n')).toContain('top_k')
  expect(asked(model).body).not.toHaveProperty('top_k')
})
