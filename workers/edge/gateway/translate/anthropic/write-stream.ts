import { writeProviderError } from '../../errors/provider-error.ts'
import type { ProviderError } from '../../errors/provider-error.ts'
import { writeErrorEvent } from '../../errors/vendor-error.ts'
import type { SseEvent } from '../../sse/event.ts'
import type { Usage } from '../../usage/usage.ts'
import { writeUsage } from '../../usage/write-usage.ts'
import type { Delta, Stop } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import type { Members } from '../json.ts'
import { CallSequencer } from '../sequence.ts'
import { writeStop } from './stops.ts'
import { emptyMessage, messageUsage } from './write-answer.ts'
import { toolId } from './write-parts.ts'

type BlockType = 'text' | 'thinking' | 'tool_use'

/**
 * Writes Anthropic's events: one `message_start`; blocks one behind the other, each opened, filled and closed; one
 * `message_delta`; one `message_stop`.
 */
export class StreamWriter {
  readonly #context: AnswerContext
  readonly #requestId: string
  readonly #calls = new CallSequencer()
  #started = false
  #open: BlockType | null = null
  #index = -1
  #stop: Stop = 'end'
  #stopSequence: string | null = null
  #usage: Usage | null = null

  constructor(context: AnswerContext, requestId: string) {
    this.#context = context
    this.#requestId = requestId
  }

  write(delta: Delta): SseEvent[] {
    return this.#calls.push(delta).flatMap((next) => this.#writeNext(next))
  }

  #writeNext(delta: Delta): SseEvent[] {
    switch (delta.kind) {
      case 'start':
        return this.#start(delta.id, delta.model, delta.usage)
      case 'text':
      case 'refusal':
        return this.#said('text', { type: 'text_delta', text: delta.text })
      case 'thinking':
        return this.#said('thinking', { type: 'thinking_delta', thinking: delta.text })
      case 'call':
        return this.#openBlock('tool_use', { id: toolId(delta.id), name: delta.name, input: {} })
      case 'input':
        return delta.text === '' ? [] : [this.#delta({ type: 'input_json_delta', partial_json: delta.text })]
      case 'called':
        return this.#closeBlock()
      case 'stop':
        this.#stop = delta.stop
        this.#stopSequence = delta.stopSequence
        return []
      case 'usage':
        this.#usage = delta.usage
        return []
      case 'end':
        return this.#end()
      case 'error':
        return [this.#error(delta.error)]
      case 'idle':
        return [event({ type: 'ping' })]
    }
  }

  #start(id: string, model: string, usage: Usage | null): SseEvent[] {
    if (this.#started) return []
    this.#started = true
    const input = this.#context.estimatedInputTokens
    const estimate = { input, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }
    const message = { ...emptyMessage(id, model), usage: messageUsage(usage ?? estimate) }
    return [event({ type: 'message_start', message })]
  }

  #said(type: 'text' | 'thinking', delta: Members): SseEvent[] {
    const opening = this.#open === type ? [] : this.#openBlock(type, EMPTY[type])
    return [...opening, this.#delta(delta)]
  }

  #openBlock(type: BlockType, block: Members): SseEvent[] {
    const events = [...this.#start('', this.#context.model, null), ...this.#closeBlock()]
    this.#open = type
    this.#index++
    events.push(event({ type: 'content_block_start', index: this.#index, content_block: { type, ...block } }))
    return events
  }

  #delta(delta: Members): SseEvent {
    return event({ type: 'content_block_delta', index: this.#index, delta })
  }

  #closeBlock(): SseEvent[] {
    if (this.#open === null) return []
    this.#open = null
    return [event({ type: 'content_block_stop', index: this.#index })]
  }

  #end(): SseEvent[] {
    const delta = {
      stop_reason: writeStop(this.#stop, this.#stopSequence),
      stop_sequence: this.#stopSequence,
    }
    const usage = this.#usage === null ? { output_tokens: 0 } : writeUsage('anthropic-messages', this.#usage)
    return [
      ...this.#start('', this.#context.model, null),
      ...this.#closeBlock(),
      event({ type: 'message_delta', delta, usage }),
      event({ type: 'message_stop' }),
    ]
  }

  #error(error: ProviderError): SseEvent {
    const written = writeProviderError('anthropic-messages', error)
    return writeErrorEvent('anthropic-messages', written, this.#requestId, 0)
  }
}

const EMPTY = {
  text: { text: '', citations: null },
  thinking: { thinking: '', signature: '' },
}

function event(data: Members & { readonly type: string }): SseEvent {
  return { name: data.type, data: JSON.stringify(data) }
}
