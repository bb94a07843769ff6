import { writeProviderError } from '../../errors/provider-error.ts'
import { writeErrorEvent } from '../../errors/vendor-error.ts'
import type { SseEvent } from '../../sse/event.ts'
import type { Usage } from '../../usage/usage.ts'
import { writeUsage } from '../../usage/write-usage.ts'
import type { Delta, Stop } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import type { Members } from '../json.ts'
import { writeStop } from './stops.ts'

/** Writes the chunks of an OpenAI chat stream. */
export class StreamWriter {
  readonly #context: AnswerContext
  readonly #requestId: string
  /** The position, and the kind, of each call by the provider's index. */
  readonly #calls = new Map<number, { readonly position: number; readonly custom: boolean }>()
  #head: Members | null = null
  #stop: Stop = 'end'
  #usage: Usage | null = null

  constructor(context: AnswerContext, requestId: string) {
    this.#context = context
    this.#requestId = requestId
  }

  write(delta: Delta): SseEvent[] {
    switch (delta.kind) {
      case 'start':
        return this.#start(delta.id, delta.model, delta.created)
      case 'text':
        return this.#delta({ content: delta.text })
      case 'refusal':
        return this.#delta({ refusal: delta.text })
      case 'thinking':
        return this.#delta({ reasoning_content: delta.text })
      case 'call':
        return this.#call(delta)
      case 'input':
        return this.#input(delta.index, delta.text)
      case 'stop':
        this.#stop = delta.stop
        return []
      case 'usage':
        this.#usage = delta.usage
        return []
      case 'end':
        return this.#end()
      case 'error':
        return [
          writeErrorEvent('openai-chat', writeProviderError('openai-chat', delta.error), this.#requestId, 0),
        ]
      case 'called':
      case 'idle':
        return []
    }
  }

  #start(id: string, model: string, created: number): SseEvent[] {
    if (this.#head !== null) return []
    this.#head = { id, object: 'chat.completion.chunk', created, model }
    return [this.#choice({ role: 'assistant', content: '', refusal: null }, null)]
  }

  #delta(delta: Members): SseEvent[] {
    return [...this.#start('', this.#context.model, this.#context.created), this.#choice(delta, null)]
  }

  #call({ index, id, name, custom }: Extract<Delta, { kind: 'call' }>): SseEvent[] {
    const position = this.#calls.size
    this.#calls.set(index, { position, custom })
    const called = custom
      ? { type: 'custom', custom: { name, input: '' } }
      : { type: 'function', function: { name, arguments: '' } }
    return this.#delta({ tool_calls: [{ index: position, id, ...called }] })
  }

  #input(index: number, text: string): SseEvent[] {
    const call = this.#calls.get(index)
    if (call === undefined || text === '') return []
    const called = call.custom ? { custom: { input: text } } : { function: { arguments: text } }
    return this.#delta({ tool_calls: [{ index: call.position, ...called }] })
  }

  #end(): SseEvent[] {
    const start = this.#start('', this.#context.model, this.#context.created)
    const usage =
      this.#context.wantsUsage && this.#usage !== null ? writeUsage('openai-chat', this.#usage) : null
    return [
      ...start,
      this.#choice({}, writeStop(this.#stop)),
      ...(usage === null ? [] : [this.#chunk({ choices: [], usage })]),
      { name: null, data: '[DONE]' },
    ]
  }

  #choice(delta: Members, reason: string | null): SseEvent {
    const choice = { index: 0, delta, logprobs: null, finish_reason: reason }
    return this.#chunk({ choices: [choice], ...(this.#context.wantsUsage ? { usage: null } : {}) })
  }

  #chunk(members: Members): SseEvent {
    return { name: null, data: JSON.stringify({ ...this.#head, ...members }) }
  }
}
