import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { named, spoken, written } from './reply.ts'
import type { Asked, NamedEvent, Part, Reply, Writer } from './reply.ts'

/** As api.openai.com answers POST /v1/responses. */
export const responses: Writer = {
  json: (reply, call) => whole(reply, call),
  events: (reply, call) => {
    const begun = { ...whole(reply, call), status: 'in_progress', output: [], usage: null }
    const end = reply.stop === 'length' ? 'response.incomplete' : 'response.completed'
    return [
      event('response.created', { response: begun }),
      event('response.in_progress', { response: begun }),
      ...reply.parts.flatMap((part, at) => itemEvents(part, at)),
      event(end, { response: whole(reply, call) }),
    ].map((each, number) => named({ ...each, sequence_number: number }))
  },
}

function whole({ parts, usage, stop }: Reply, { number, model }: Asked): object {
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 1_790_000_000,
    status: stop === 'length' ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: stop === 'length' ? { reason: 'max_output_tokens' } : null,
    model,
    output: parts.map(itemOf),
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage: usageOf(usage),
  }
}

function usageOf({ input, output, cacheRead, cacheWrite, reasoning }: TokenUsage): object {
  const prompt = input + cacheRead + cacheWrite
  return {
    input_tokens: prompt,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: prompt + output,
  }
}

function itemOf(part: Part, at: number): object {
  switch (part.kind) {
    case 'text':
      return {
        id: `msg_${at}`,
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: part.text, annotations: [], logprobs: [] }],
      }
    case 'thinking':
      return { id: `rs_${at}`, type: 'reasoning', summary: [{ type: 'summary_text', text: part.text }] }
    case 'call':
      return functionCall(part, at, JSON.stringify(part.input))
  }
}

function itemEvents(part: Part, at: number): NamedEvent[] {
  const place = { item_id: idOf(part, at), output_index: at }
  return [
    event('response.output_item.added', { output_index: at, item: begunItem(part, at) }),
    ...innerEvents(part, place),
    event('response.output_item.done', { output_index: at, item: itemOf(part, at) }),
  ]
}

function innerEvents(part: Part, place: object): NamedEvent[] {
  if (part.kind === 'call') {
    const input = JSON.stringify(part.input)
    return [
      ...written(part.input).map((delta) =>
        event('response.function_call_arguments.delta', { ...place, delta }),
      ),
      event('response.function_call_arguments.done', { ...place, name: part.name, arguments: input }),
    ]
  }
  const deltas = spoken(part.text)
  if (part.kind === 'thinking') {
    const at = { ...place, summary_index: 0 }
    const summary = { type: 'summary_text', text: part.text }
    return [
      event('response.reasoning_summary_part.added', { ...at, part: { ...summary, text: '' } }),
      ...deltas.map((delta) => event('response.reasoning_summary_text.delta', { ...at, delta })),
      event('response.reasoning_summary_text.done', { ...at, text: part.text }),
      event('response.reasoning_summary_part.done', { ...at, part: summary }),
    ]
  }
  const at = { ...place, content_index: 0 }
  const said = { type: 'output_text', text: part.text, annotations: [], logprobs: [] }
  return [
    event('response.content_part.added', { ...at, part: { ...said, text: '' } }),
    ...deltas.map((delta) => event('response.output_text.delta', { ...at, delta, logprobs: [] })),
    event('response.output_text.done', { ...at, text: part.text, logprobs: [] }),
    event('response.content_part.done', { ...at, part: said }),
  ]
}

function begunItem(part: Part, at: number): object {
  if (part.kind === 'call') return functionCall(part, at, '', 'in_progress')
  if (part.kind === 'thinking') return { id: idOf(part, at), type: 'reasoning', summary: [] }
  return { id: idOf(part, at), type: 'message', status: 'in_progress', role: 'assistant', content: [] }
}

function functionCall(
  { id, name }: { id: string; name: string },
  at: number,
  input: string,
  status = 'completed',
): object {
  return { id: `fc_${at}`, type: 'function_call', status, call_id: id, name, arguments: input }
}

function idOf({ kind }: Part, at: number): string {
  return `${{ text: 'msg', thinking: 'rs', call: 'fc' }[kind]}_${at}`
}

function event(type: string, members: object): NamedEvent {
  return { type, ...members }
}
