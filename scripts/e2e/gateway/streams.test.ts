import { APIError } from '@anthropic-ai/sdk'
import { APIError as OpenAiError } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { addProviders, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { cutAfter, endsAfter, failsAfter } from './upstream/behaviour.ts'
import type { Behaviour } from './upstream/behaviour.ts'

/** In each protocol: what the same provider streams, and what other ones stream that are translated. */
const STREAMS = [
  ['/v1/messages', 'claude'],
  ['/v1/messages', 'local'],
  ['/v1/messages', 'gpt'],
  ['/v1/chat/completions', 'local'],
  ['/v1/chat/completions', 'claude'],
  ['/v1/responses', 'gpt'],
  ['/v1/responses', 'claude'],
] as const

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

/** What a client of the path gets of a stream, in the end. */
async function hear(path: string, model: string): Promise<string> {
  const { anthropic, openai } = ann.agent
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  try {
    if (path === '/v1/messages') {
      await anthropic.messages.stream({ model, max_tokens: 64, messages }).finalMessage()
    } else if (path === '/v1/responses') {
      const stream = await openai.responses.create({ model, input: 'Hi', stream: true })
      let last = ''
      for await (const event of stream) last = event.type
      if (last !== 'response.completed')
        throw new OpenAiError(undefined, undefined, `ended with ${last}`, undefined)
    } else {
      await openai.chat.completions.stream({ model, messages }).finalChatCompletion()
    }
    return 'an answer'
  } catch (failure) {
    if (failure instanceof APIError || failure instanceof OpenAiError) return 'an error of the API'
    return String(failure)
  }
}

describe.each(STREAMS)('at %s a stream of %s', (path, kind) => {
  const suffix = path.replaceAll('/', '-')
  const MISHAPS: readonly [string, Behaviour][] = [
    ['is cut', cutAfter(5)],
    ['is told of an overload in the middle', failsAfter(5)],
    ['ends without its end', endsAfter(5)],
    [
      'is no JSON in the middle',
      { pieces: (events) => [...events.slice(0, 4), 'data: {"type":\n\n', ...events.slice(4, 6)] },
    ],
  ]

  it.each(MISHAPS)(
    'that %s ends as an error that the client knows, asked for once',
    async (what, behaviour) => {
      const model = `${kind}${suffix}-${what.replaceAll(' ', '-')}`
      upstream.script(model, behaviour)
      const heard = await hear(path, model)
      expect(heard).not.toBe('an answer')
      expect(upstream.of(model)).toHaveLength(1)
      const { status } = await ann.router.settled(model)
      expect(['cut', 'failed']).toContain(status)
    },
  )

  it('that breaks is closed by the protocol’s own error event', async () => {
    const model = `${kind}${suffix}-error-event`
    upstream.script(model, cutAfter(5))
    const answer = await ann.agent.ask(model, { path, stream: true })
    expect(answer.status).toBe(200)
    const events = (await answer.text()).trimEnd().split('\n\n')
    const last = events.at(-1) ?? ''
    if (path === '/v1/chat/completions') expect(last).toMatch(/^data: \{"error":\{"message":"/)
    else expect(last).toMatch(/^event: (?<type>error|response\.failed)\ndata: \{"type":"\k<type>"/)
  })
})

describe('an answer of the wrong kind', () => {
  it('that is HTML in the place of a stream is an error in the client’s protocol', async () => {
    for (const kind of ['claude', 'local']) {
      const model = `${kind}-html`
      upstream.script(model, {
        headers: { 'content-type': 'text/html' },
        body: '<html>nginx at /srv/app: 127.0.0.1</html>',
      })
      const answer = await ann.agent.ask(model, { stream: true })
      const text = await answer.text()
      expect(answer.status, kind).toBeGreaterThanOrEqual(500)
      expect(text, kind).toContain('"type":"error"')
      expect(text, kind).not.toContain('/srv/app')
    }
  })

  it('that is JSON where a stream was asked for, and a stream where none was, is understood or refused, never garbled', async () => {
    upstream.script('local-json', { body: '{"id":"c","object":"chat.completion","choices":[]}' })
    expect(await hear('/v1/messages', 'local-json')).not.toBe('an answer')
    upstream.script('local-empty', { body: '' })
    const empty = await ann.agent.ask('local-empty')
    expect(empty.status).toBeGreaterThanOrEqual(500)
    expect(await empty.text()).toContain('"type":"error"')
  })
})

it('a stream that is silent for long is neither ended nor filled with what its provider did not say', async () => {
  upstream.script('claude-pause', { gapMs: 600 })
  const answer = await ann.agent.ask('claude-pause', { stream: true })
  expect(await answer.text()).toBe(upstream.of('claude-pause')[0]?.sent.toString())
})
