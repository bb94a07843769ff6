import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { WORKERS_AI_URL } from '@switchboard/shared-types/contracts/workers-ai'
import { serve } from './serve.ts'
import { Platform, refusal, streaming } from './testing/platform.ts'

const LLAMA = '@cf/meta/llama-3.1-8b-instruct-fp8'
const USAGE = { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 }
const WEATHER = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }
const HELLO = { model: LLAMA, messages: [{ role: 'user', content: 'Hi' }] }

function ask(platform: Platform | null, body: unknown, path = '/chat/completions', signal?: AbortSignal) {
  const init = { method: 'POST', body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) }
  return serve(platform?.binding ?? null, new Request(`${WORKERS_AI_URL}${path}`, init))
}

function answering(answer: unknown): Platform {
  return new Platform({ [LLAMA]: () => Response.json(answer) })
}

/** What a refusal says. */
async function messageOf(response: Response): Promise<string> {
  const Refusal = z.object({ error: z.object({ message: z.string(), type: z.string() }) })
  return Refusal.parse(await response.json()).error.message
}

/** The data of a stream's events, JSON read. */
async function eventsOf(response: Response): Promise<unknown[]> {
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = (await response.text()).split('\n\n').slice(0, -1)
  return events.map((event) => {
    const data = event.replace(/^data: /, '')
    return data === '[DONE]' ? data : (JSON.parse(data) as unknown)
  })
}

describe('an answer at once', () => {
  it('of one of the platform’s own models is told in OpenAI’s shape, with its usage', async () => {
    const response = await ask(answering({ response: 'Hello.', tool_calls: [], usage: USAGE }), HELLO)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: LLAMA,
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
      usage: USAGE,
    })
  })

  it('passes as it came where the model speaks OpenAI’s shape itself', async () => {
    const answer = { id: 'x', choices: [{ message: { content: 'Hi', reasoning_content: 'hm' } }], odd: [1] }
    expect(await (await ask(answering(answer), HELLO)).json()).toEqual(answer)
  })

  it('gives tool calls the ids and the JSON text that clients need', async () => {
    const called = [{ name: 'get_weather', arguments: { city: 'Paris' } }]
    const response = await ask(answering({ response: null, tool_calls: called }), {
      ...HELLO,
      tools: [WEATHER],
    })
    const answer: unknown = await response.json()
    expect(answer).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
    })
    expect(JSON.stringify(answer)).toMatch(/"id":"call_\w{32}"/)
  })

  it('that follows a schema is the text of that JSON', async () => {
    const response = await ask(answering({ response: { score: 3 } }), HELLO)
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: '{"score":3}' } }] })
  })

  it('that is as long as it may be was cut', async () => {
    const response = await ask(answering({ response: 'So', usage: USAGE }), { ...HELLO, max_tokens: 7 })
    expect(await response.json()).toMatchObject({ choices: [{ finish_reason: 'length' }] })
  })

  it('in a shape that nobody knows is no answer', async () => {
    const response = await ask(answering({ image: 'iVBOR' }), HELLO)
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_answer' } })
  })
})

describe('a question', () => {
  it('is asked as the platform’s schema wants it', async () => {
    const platform = answering({ response: 'ok' })
    const messages = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'call_1' }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'Rain' },
    ]
    const other = { type: 'function', function: { name: 'other' } }
    const response = await ask(platform, {
      model: LLAMA,
      messages,
      max_completion_tokens: 50,
      temperature: 0.2,
      tools: [WEATHER, other],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
    })
    expect(response.status).toBe(200)
    expect(platform.asked).toMatchObject([
      {
        model: LLAMA,
        inputs: { max_tokens: 50, tools: [WEATHER], tool_choice: 'required' },
      },
    ])
    expect(platform.asked[0]?.inputs).toMatchObject({ messages: [{}, { content: '' }, { content: 'Rain' }] })
  })

  it.each([
    ['that is no JSON', '{'],
    ['without messages', JSON.stringify({ model: LLAMA })],
  ])('%s is refused without asking', async (_what, body) => {
    const platform = answering({ response: 'ok' })
    const request = new Request(`${WORKERS_AI_URL}/chat/completions`, { method: 'POST', body })
    expect((await serve(platform.binding, request)).status).toBe(400)
    expect(platform.asked).toEqual([])
  })
})

describe('a stream', () => {
  const streamed = { ...HELLO, stream: true }

  it('of one of the platform’s own models becomes OpenAI’s chunks, and ends with reason and usage', async () => {
    const pieces = [
      { response: 'Grüß', p: 'abcdefgh' },
      { response: ' dich 🦊', p: 'ab' },
      { response: '', usage: USAGE },
      '[DONE]',
    ]
    const response = await ask(new Platform({ [LLAMA]: streaming(pieces) }), streamed)
    expect(await eventsOf(response)).toMatchObject([
      { object: 'chat.completion.chunk', choices: [{ delta: { role: 'assistant', content: 'Grüß' } }] },
      { choices: [{ delta: { content: ' dich 🦊' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }], usage: USAGE },
      '[DONE]',
    ])
  })

  it('passes event by event where the model speaks OpenAI’s shape itself', async () => {
    const pieces = [
      { id: 'a', choices: [{ index: 0, delta: { reasoning_content: 'hm' } }] },
      { id: 'a', choices: [], usage: USAGE },
      '[DONE]',
    ]
    const response = await ask(new Platform({ [LLAMA]: streaming(pieces) }), streamed)
    expect(await eventsOf(response)).toEqual(pieces)
  })

  it('that breaks off has no end', async () => {
    const platform = new Platform({ [LLAMA]: streaming([{ response: 'Hel' }]) })
    expect(await eventsOf(await ask(platform, streamed))).toMatchObject([
      { choices: [{ delta: { content: 'Hel' }, finish_reason: null }] },
    ])
  })

  it('brings a tool call piece by piece, and two whole ones as two', async () => {
    const begin = {
      tool_calls: [{ index: 0, id: 'c0', function: { name: 'get_weather', arguments: '{"ci' } }],
    }
    const more = { tool_calls: [{ index: 0, function: { arguments: 'ty":"Rome"}' } }] }
    const over = { tool_calls: [{ index: 0, id: null, function: { name: null, arguments: null } }] }
    const inPieces = await ask(new Platform({ [LLAMA]: streaming([begin, more, over, '[DONE]']) }), streamed)
    expect(await eventsOf(inPieces)).toMatchObject([
      { choices: [{ delta: { tool_calls: [{ index: 0, id: 'c0', function: { arguments: '{"ci' } }] } }] },
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: 'ty":"Rome"}' } }] } }] },
      { choices: [{ finish_reason: 'tool_calls' }] },
      '[DONE]',
    ])
    const both = {
      tool_calls: [
        { name: 'a', arguments: { x: 1 } },
        { name: 'b', arguments: {} },
      ],
    }
    const atOnce = await ask(new Platform({ [LLAMA]: streaming([both, '[DONE]']) }), streamed)
    expect(await eventsOf(atOnce)).toMatchObject([
      {
        choices: [
          {
            delta: {
              tool_calls: [
                { index: 0, function: { name: 'a', arguments: '{"x":1}' } },
                { index: 1, function: { name: 'b', arguments: '{}' } },
              ],
            },
          },
        ],
      },
      { choices: [{ finish_reason: 'tool_calls' }] },
      '[DONE]',
    ])
  })

  it('is made of an answer that a model gave at once all the same', async () => {
    const response = await ask(answering({ response: 'Whole.', usage: USAGE }), streamed)
    expect(await eventsOf(response)).toMatchObject([
      { choices: [{ delta: { role: 'assistant', content: 'Whole.' } }] },
      { choices: [{ finish_reason: 'stop' }], usage: USAGE },
      '[DONE]',
    ])
  })

  it('that nobody wants any more is cancelled at the platform', async () => {
    let isCancelled = false
    const platform = new Platform({
      [LLAMA]: () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new TextEncoder().encode('data: {"response":"a"}\n\n')),
            cancel: () => {
              isCancelled = true
            },
          }),
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    })
    const response = await ask(platform, streamed)
    await response.body?.cancel()
    await expect.poll(() => isCancelled).toBe(true)
  })
})

describe('the platform’s refusal', () => {
  it.each([
    ['no such model', refusal(400, 5007, 'No such model'), 404],
    ['the day’s allocation is spent', refusal(429, 3036, 'you have used up your daily free allocation'), 429],
    ['no capacity', refusal(429, 3040, 'Capacity temporarily exceeded'), 429],
    [
      'a message of the outer API',
      Response.json({ errors: [{ code: 7009, message: 'oops' }] }, { status: 500 }),
      500,
    ],
    ['a word that is no JSON', new Response('bad gateway', { status: 502 }), 502],
  ])('%s is told as OpenAI tells one', async (_what, answer, status) => {
    const response = await ask(new Platform({ [LLAMA]: () => answer }), HELLO)
    expect(response.status).toBe(status)
    expect(await messageOf(response)).not.toBe('')
  })
})

describe('embeddings', () => {
  const BGE = '@cf/baai/bge-m3'
  const platform = () =>
    new Platform({
      [BGE]: () =>
        Response.json({
          shape: [2, 2],
          data: [
            [1, 0.5],
            [0, -2],
          ],
        }),
    })

  it('are vectors in OpenAI’s shape, one for each text', async () => {
    const asked = platform()
    const response = await ask(asked, { model: BGE, input: ['a', 'b'] }, '/embeddings')
    expect(await response.json()).toEqual({
      object: 'list',
      model: BGE,
      data: [
        { object: 'embedding', index: 0, embedding: [1, 0.5] },
        { object: 'embedding', index: 1, embedding: [0, -2] },
      ],
    })
    expect(asked.asked).toMatchObject([{ inputs: { text: ['a', 'b'] } }])
  })

  it('are base64 where the client asks for it, as OpenAI’s SDKs do', async () => {
    const response = await ask(
      platform(),
      { model: BGE, input: 'a', encoding_format: 'base64' },
      '/embeddings',
    )
    const floats = new Uint8Array(new Float32Array([1, 0.5]).buffer).toBase64()
    expect(await response.json()).toMatchObject({ data: [{ embedding: floats }, {}] })
  })

  it('of tokens are refused: the platform takes texts', async () => {
    expect((await ask(platform(), { model: BGE, input: [1, 2] }, '/embeddings')).status).toBe(400)
  })
})

it('its models are those that converse or embed', async () => {
  const response = await serve(new Platform({}).binding, new Request(`${WORKERS_AI_URL}/models`))
  expect(await response.json()).toMatchObject({ data: [{ id: LLAMA }, { id: '@cf/baai/bge-m3' }] })
})

it('without the binding every question is answered by the reason', async () => {
  const response = await ask(null, HELLO)
  expect(response.status).toBe(501)
  expect(await messageOf(response)).toContain('not bound')
})

it('a client that goes away ends the platform’s work', async () => {
  const controller = new AbortController()
  const platform = new Platform({
    [LLAMA]: ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  })
  const asking = ask(platform, HELLO, '/chat/completions', controller.signal)
  await expect.poll(() => platform.asked.length).toBe(1)
  controller.abort()
  await expect(asking).rejects.toThrow()
})
