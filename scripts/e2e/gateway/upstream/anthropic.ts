import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { named, spoken, written } from './reply.ts'
import type { NamedEvent, Part, Reply, Writer } from './reply.ts'

/** As api.anthropic.com answers POST /v1/messages. */
export const anthropic: Writer = {
  json: (reply, call) => ({
    ...shell(call.number, call.model),
    content: reply.parts.map(blockOf),
    stop_reason: stopOf(reply),
    usage: usageOf(reply.usage),
  }),
  events: (reply, call) =>
    [
      {
        type: 'message_start',
        message: { ...shell(call.number, call.model), usage: { ...usageOf(reply.usage), output_tokens: 1 } },
      },
      { type: 'ping' },
      ...reply.parts.flatMap(blockEvents),
      {
        type: 'message_delta',
        delta: { stop_reason: stopOf(reply), stop_sequence: null },
        usage: { output_tokens: reply.usage.output },
      },
      { type: 'message_stop' },
    ].map(named),
}

function shell(number: number, model: string): object {
  return {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  }
}

function usageOf({ input, output, cacheRead, cacheWrite, cacheWriteLong }: TokenUsage): object {
  return {
    input_tokens: input,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    cache_creation: {
      ephemeral_5m_input_tokens: cacheWrite - cacheWriteLong,
      ephemeral_1h_input_tokens: cacheWriteLong,
    },
    output_tokens: output,
    service_tier: 'standard',
  }
}

function stopOf({ parts, stop }: Reply): string {
  if (stop === 'length') return 'max_tokens'
  return parts.some(({ kind }) => kind === 'call') ? 'tool_use' : 'end_turn'
}

function blockOf(part: Part): object {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'thinking':
      return { type: 'thinking', thinking: part.text, signature: part.signature ?? 'c2lnbmVk' }
    case 'call':
      return { type: 'tool_use', id: part.id, name: part.name, input: part.input }
  }
}

function blockEvents(part: Part, index: number): NamedEvent[] {
  return [
    { type: 'content_block_start', index, content_block: emptyBlockOf(part) },
    ...deltasOf(part).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
}

function emptyBlockOf(part: Part): object {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: '' }
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' }
    case 'call':
      return { type: 'tool_use', id: part.id, name: part.name, input: {} }
  }
}

function deltasOf(part: Part): object[] {
  switch (part.kind) {
    case 'text':
      return spoken(part.text).map((text) => ({ type: 'text_delta', text }))
    case 'thinking':
      return [
        ...spoken(part.text).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: part.signature ?? 'c2lnbmVk' },
      ]
    case 'call':
      return written(part.input).map((piece) => ({ type: 'input_json_delta', partial_json: piece }))
  }
}
