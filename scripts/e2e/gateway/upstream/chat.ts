import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { spoken, textOf, unnamed, written } from './reply.ts'
import type { Asked, Part, Reply, Writer } from './reply.ts'

/** As api.openai.com answers POST /v1/chat/completions. */
export const chat: Writer = {
  json: (reply, call) => ({
    ...shell(call, 'chat.completion'),
    choices: [{ index: 0, message: messageOf(reply), logprobs: null, finish_reason: stopOf(reply) }],
    usage: usageOf(reply.usage),
  }),
  events: (reply, call) => {
    const base = shell(call, 'chat.completion.chunk')
    const chunk = (delta: object, reason: string | null = null): string =>
      unnamed({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] })
    const calls = reply.parts.filter(({ kind }) => kind === 'call')
    return [
      chunk({ role: 'assistant', content: '', refusal: null }),
      ...reply.parts.flatMap((part) => deltasOf(part, calls.indexOf(part))).map((delta) => chunk(delta)),
      chunk({}, stopOf(reply)),
      ...(wantsUsage(call) ? [unnamed({ ...base, choices: [], usage: usageOf(reply.usage) })] : []),
      'data: [DONE]\n\n',
    ]
  },
}

function shell({ number, model }: Asked, object: string): object {
  return {
    id: `chatcmpl-${number}`,
    object,
    created: 1_790_000_000,
    model,
    service_tier: 'default',
    system_fingerprint: 'fp_1',
  }
}

function wantsUsage({ body }: Asked): boolean {
  const options = body['stream_options']
  return typeof options === 'object' && options !== null && Reflect.get(options, 'include_usage') === true
}

function usageOf({ input, output, cacheRead, cacheWrite, reasoning }: TokenUsage): object {
  const prompt = input + cacheRead + cacheWrite
  return {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    prompt_tokens_details: { cached_tokens: cacheRead, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: 0 },
  }
}

function stopOf({ parts, stop }: Reply): string {
  if (stop === 'length') return 'length'
  return parts.some(({ kind }) => kind === 'call') ? 'tool_calls' : 'stop'
}

function messageOf(reply: Reply): object {
  const calls = reply.parts.flatMap((part) =>
    part.kind === 'call' ? [functionCall(part, JSON.stringify(part.input))] : [],
  )
  const thoughts = reply.parts.flatMap((part) => (part.kind === 'thinking' ? [part.text] : []))
  const text = textOf(reply)
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    refusal: null,
    ...(thoughts.length > 0 ? { reasoning_content: thoughts.join('') } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
}

function deltasOf(part: Part, index: number): object[] {
  switch (part.kind) {
    case 'text':
      return spoken(part.text).map((content) => ({ content }))
    case 'thinking':
      return spoken(part.text).map((piece) => ({ reasoning_content: piece }))
    case 'call':
      return [
        { tool_calls: [{ index, ...functionCall(part, '') }] },
        ...written(part.input).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
      ]
  }
}

function functionCall({ id, name }: { id: string; name: string }, input: string): object {
  return { id, type: 'function', function: { name, arguments: input } }
}
