import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Agent } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { BYTE_BY_BYTE, cutAfter } from './upstream/behaviour.ts'
import { HELLO, textOf } from './upstream/reply.ts'
import type { Reply } from './upstream/reply.ts'

const INPUT = { path: 'notes/漢字.txt', text: 'some words' }
const CALLS: Reply = {
  ...HELLO,
  parts: [
    { kind: 'text', text: 'I look.' },
    { kind: 'call', id: 'toolu_1', name: 'read', input: INPUT },
    { kind: 'call', id: 'toolu_2', name: 'list', input: {} },
  ],
}

let upstream: Upstream
let agent: Agent

beforeAll(async () => {
  upstream = await startUpstream()
  agent = new Agent(upstream.url.replace(/\/v1$/, ''), 'sk-any')
  for (const model of ['calls', 'split']) upstream.script(model, { ...BYTE_BY_BYTE, reply: CALLS })
})
afterAll(() => upstream.stop())

const user = [{ role: 'user' as const, content: 'Hi' }]

describe('the scripted provider is understood by the vendors’ own clients', () => {
  it('in Anthropic messages', async () => {
    const whole = await agent.anthropic.messages.create({ model: 'm', max_tokens: 9, messages: user })
    expect(whole.content).toEqual([{ type: 'text', text: textOf(HELLO) }])
    const stream = agent.anthropic.messages.stream({ model: 'calls', max_tokens: 9, messages: user })
    const { content, stop_reason: stop, usage } = await stream.finalMessage()
    expect(content).toMatchObject([{ text: 'I look.' }, { name: 'read', input: INPUT }, { input: {} }])
    expect(stop).toBe('tool_use')
    expect(usage).toMatchObject({ input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 9 })
  })

  it('in OpenAI chat', async () => {
    const whole = await agent.openai.chat.completions.create({ model: 'm', messages: user })
    expect(whole.choices[0]?.message.content).toBe(textOf(HELLO))
    const stream = agent.openai.chat.completions.stream({
      model: 'calls',
      messages: user,
      stream_options: { include_usage: true },
    })
    const { choices, usage } = await stream.finalChatCompletion()
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { id: 'toolu_1', function: { name: 'read', arguments: JSON.stringify(INPUT) } },
      { id: 'toolu_2', function: { name: 'list', arguments: '{}' } },
    ])
    expect(usage).toMatchObject({ prompt_tokens: 100, prompt_tokens_details: { cached_tokens: 60 } })
  })

  it('in OpenAI responses', async () => {
    const whole = await agent.openai.responses.create({ model: 'm', input: 'Hi' })
    expect(whole.output_text).toBe(textOf(HELLO))
    const stream = agent.openai.responses.stream({ model: 'calls', input: 'Hi' })
    const { output, usage } = await stream.finalResponse()
    expect(output).toMatchObject([
      { type: 'message' },
      { call_id: 'toolu_1', arguments: JSON.stringify(INPUT) },
      { call_id: 'toolu_2' },
    ])
    expect(usage).toMatchObject({ input_tokens: 100, output_tokens: 9 })
  })
})

it('the scripted provider notes who went away, and what it broke itself', async () => {
  upstream.script('slow', { delayMs: 10_000 })
  const leaving = new AbortController()
  const asked = agent.ask('slow', { signal: leaving.signal })
  await expect.poll(() => upstream.of('slow').length).toBe(1)
  leaving.abort()
  await expect(asked).rejects.toThrow('aborted')
  await expect.poll(() => upstream.of('slow')[0]?.outcome).toBe('aborted')
  upstream.script('cut', cutAfter(4))
  const cut = await agent.ask('cut', { stream: true })
  await expect(cut.text()).rejects.toThrow('terminated')
  expect(upstream.of('cut')[0]?.outcome).toBe('broken')
})
