import type { ChatProtocol } from '../protocols/protocol.ts'
import { chunked, named } from './exchange.ts'

/** Something that a model does in an answer. */
export type Said =
  | { readonly kind: 'text' | 'thinking'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly input: object }

type Event = { readonly type: string }

/** @returns the stream with which a provider of the protocol says it: 40 tokens read anew, 60 from its cache, 9 written */
export function streamOf(protocol: ChatProtocol, parts: readonly Said[]): string {
  const called = parts.some(({ kind }) => kind === 'call')
  switch (protocol) {
    case 'anthropic-messages':
      return named(...anthropicEvents(parts, called))
    case 'openai-chat':
      return chunked(...chatChunks(parts, called))
    case 'openai-responses':
      return named(...responsesEvents(parts))
  }
}

/** Models speak, and write JSON, in pieces that end anywhere. */
function pieces(text: string): string[] {
  const characters = Array.from(text)
  return [characters.slice(0, 3), characters.slice(3, 4), characters.slice(4)]
    .map((piece) => piece.join(''))
    .filter((piece) => piece !== '')
}

function anthropicEvents(parts: readonly Said[], called: boolean): Event[] {
  const usage = {
    input_tokens: 40,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 60,
    output_tokens: 1,
  }
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    usage,
  }
  const end = { stop_reason: called ? 'tool_use' : 'end_turn', stop_sequence: null }
  return [
    event('message_start', { message }),
    event('ping', {}),
    ...parts.flatMap((part, index) => anthropicBlock(part, index)),
    event('message_delta', { delta: end, usage: { output_tokens: 9 } }),
    event('message_stop', {}),
  ]
}

function anthropicBlock(part: Said, index: number): Event[] {
  const deltas = deltasOf(part).map((delta) => event('content_block_delta', { index, delta }))
  const block = event('content_block_start', { index, content_block: blockOf(part, index) })
  return [block, ...deltas, event('content_block_stop', { index })]
}

function blockOf(part: Said, index: number): object {
  if (part.kind === 'call') return { type: 'tool_use', id: `toolu_${index}`, name: part.name, input: {} }
  return part.kind === 'text' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' }
}

function deltasOf(part: Said): object[] {
  switch (part.kind) {
    case 'text':
      return pieces(part.text).map((piece) => ({ type: 'text_delta', text: piece }))
    case 'thinking': {
      const thoughts = pieces(part.text).map((piece) => ({ type: 'thinking_delta', thinking: piece }))
      return [...thoughts, { type: 'signature_delta', signature: 'c2ln' }]
    }
    case 'call':
      return pieces(JSON.stringify(part.input)).map((piece) => ({
        type: 'input_json_delta',
        partial_json: piece,
      }))
  }
}

function chatChunks(parts: readonly Said[], called: boolean): object[] {
  const calls = parts.filter(({ kind }) => kind === 'call')
  const usage = {
    prompt_tokens: 100,
    completion_tokens: 9,
    total_tokens: 109,
    prompt_tokens_details: { cached_tokens: 60 },
  }
  return [
    chunk({ role: 'assistant', content: '' }),
    ...parts.flatMap((part) => chatDeltas(part, calls.indexOf(part))).map((delta) => chunk(delta)),
    chunk({}, called ? 'tool_calls' : 'stop'),
    { id: 'c_1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage },
  ]
}

function chatDeltas(part: Said, index: number): object[] {
  switch (part.kind) {
    case 'text':
      return pieces(part.text).map((content) => ({ content }))
    case 'thinking':
      return pieces(part.text).map((piece) => ({ reasoning_content: piece }))
    case 'call': {
      const opening = {
        index,
        id: `call_${index}`,
        type: 'function',
        function: { name: part.name, arguments: '' },
      }
      const inputs = pieces(JSON.stringify(part.input)).map((piece) => ({
        index,
        function: { arguments: piece },
      }))
      return [opening, ...inputs].map((call) => ({ tool_calls: [call] }))
    }
  }
}

function chunk(delta: object, reason: string | null = null): object {
  const choices = [{ index: 0, delta, finish_reason: reason }]
  return { id: 'c_1', object: 'chat.completion.chunk', created: 1, model: 'm', choices, usage: null }
}

function responsesEvents(parts: readonly Said[]): Event[] {
  const response = {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    model: 'm',
    status: 'in_progress',
    output: [],
  }
  const usage = {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 60 },
    output_tokens: 9,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 109,
  }
  return [
    event('response.created', { response }),
    event('response.in_progress', { response }),
    ...parts.flatMap((part, at) => responsesItem(part, at)),
    event('response.completed', { response: { ...response, status: 'completed', usage } }),
  ]
}

function responsesItem(part: Said, at: number): Event[] {
  const place = { output_index: at, item_id: `i_${at}`, content_index: 0, summary_index: 0 }
  const item = itemOf(part, at)
  const whole = part.kind === 'call' ? { ...item, arguments: JSON.stringify(part.input) } : item
  const [type, spoken] = spokenOf(part)
  return [
    event('response.output_item.added', { output_index: at, item }),
    ...(part.kind === 'thinking' ? [event('response.reasoning_summary_part.added', place)] : []),
    ...pieces(spoken).map((delta) => event(type, { ...place, delta })),
    event('response.output_item.done', { output_index: at, item: whole }),
  ]
}

function itemOf(part: Said, at: number): object {
  if (part.kind === 'call') {
    return { type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name: part.name, arguments: '' }
  }
  if (part.kind === 'thinking') return { type: 'reasoning', id: `rs_${at}`, summary: [] }
  return { type: 'message', id: `msg_${at}`, role: 'assistant', content: [] }
}

function spokenOf(part: Said): readonly [type: string, spoken: string] {
  switch (part.kind) {
    case 'text':
      return ['response.output_text.delta', part.text]
    case 'thinking':
      return ['response.reasoning_summary_text.delta', part.text]
    case 'call':
      return ['response.function_call_arguments.delta', JSON.stringify(part.input)]
  }
}

function event(type: string, members: object): Event {
  return { type, ...members }
}
