import { readProviderError } from '../../errors/provider-error.ts'
import { readUsage } from '../../usage/read-usage.ts'
import type { Delta } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { membersOf, numberOf, stringOf, withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { readStop } from './stops.ts'

/** Reads the events of an Anthropic stream. */
export class StreamReader {
  readonly #context: AnswerContext
  readonly #losses: Losses
  readonly #calls = new Set<number>()
  #usage: Members = {}

  constructor(context: AnswerContext, losses: Losses) {
    this.#context = context
    this.#losses = losses
  }

  read(event: Members): Delta[] {
    switch (event['type']) {
      case 'message_start':
        return [this.#start(membersOf(event['message']))]
      case 'content_block_start':
        return this.#openBlock(numberOf(event['index']) ?? 0, membersOf(event['content_block']))
      case 'content_block_delta':
        return this.#readDelta(numberOf(event['index']) ?? 0, membersOf(event['delta']))
      case 'content_block_stop':
        return this.#closeBlock(numberOf(event['index']) ?? 0)
      case 'message_delta':
        return this.#readEnd(membersOf(event['delta']), membersOf(event['usage']))
      case 'message_stop':
        return [{ kind: 'end' }]
      case 'ping':
        return [{ kind: 'idle' }]
      case 'error':
        return [{ kind: 'error', error: readProviderError(null, event) }]
      default:
        return []
    }
  }

  #start(message: Members): Delta {
    this.#usage = membersOf(message['usage'])
    return {
      kind: 'start',
      id: stringOf(message['id']) ?? '',
      model: stringOf(message['model']) ?? this.#context.model,
      created: this.#context.created,
      usage: readUsage('anthropic-messages', this.#usage),
    }
  }

  #openBlock(index: number, block: Members): Delta[] {
    switch (block['type']) {
      case 'text':
        return textDelta('text', block['text'])
      case 'thinking':
        return textDelta('thinking', block['thinking'])
      case 'tool_use':
        return this.#openCall(index, block)
      default:
        this.#losses.foreign(String(block['type']))
        return []
    }
  }

  /** Some compatible servers give the whole input with the block's start. */
  #openCall(index: number, block: Members): Delta[] {
    this.#calls.add(index)
    const id = stringOf(block['id']) ?? ''
    const call = { kind: 'call', index, id, name: stringOf(block['name']) ?? '', custom: false } as const
    const input = membersOf(block['input'])
    if (Object.keys(input).length === 0) return [call]
    return [call, { kind: 'input', index, text: JSON.stringify(input) }]
  }

  #readDelta(index: number, delta: Members): Delta[] {
    switch (delta['type']) {
      case 'text_delta':
        return textDelta('text', delta['text'])
      case 'thinking_delta':
        return textDelta('thinking', delta['thinking'])
      case 'input_json_delta':
        return [{ kind: 'input', index, text: stringOf(delta['partial_json']) ?? '' }]
      case 'signature_delta':
        this.#losses.lose('thinking signature in an answer')
        return []
      default:
        return []
    }
  }

  #closeBlock(index: number): Delta[] {
    return this.#calls.has(index) ? [{ kind: 'called', index }] : []
  }

  #readEnd(delta: Members, usage: Members): Delta[] {
    const { stop_reason: reason, stop_sequence: sequence } = delta
    const total = readUsage('anthropic-messages', { ...this.#usage, ...withoutNulls(usage) })
    return [
      { kind: 'stop', stop: readStop(reason), stopSequence: stringOf(sequence) },
      ...(total === null ? [] : [{ kind: 'usage', usage: total } as const]),
    ]
  }
}

function textDelta(kind: 'text' | 'thinking', text: unknown): Delta[] {
  return typeof text === 'string' && text !== '' ? [{ kind, text }] : []
}
