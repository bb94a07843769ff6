import { readProviderError } from '../../errors/provider-error.ts'
import { readUsage } from '../../usage/read-usage.ts'
import type { Delta } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { isMembers, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { readCall } from './read-answer.ts'
import { readStop } from './stops.ts'

/** Reads the events of an OpenAI responses stream. */
export class StreamReader {
  readonly #context: AnswerContext
  readonly #losses: Losses
  #refused = false
  #called = false
  /** Which calls, by their place in the output, have had a piece of input. */
  readonly #fed = new Set<number>()

  constructor(context: AnswerContext, losses: Losses) {
    this.#context = context
    this.#losses = losses
  }

  read(event: Members): Delta[] {
    const index = numberOf(event['output_index']) ?? 0
    const text = stringOf(event['delta']) ?? ''
    switch (event['type']) {
      case 'response.created':
        return [this.#start(membersOf(event['response']))]
      case 'response.output_item.added':
        return this.#addItem(index, membersOf(event['item']))
      case 'response.output_item.done':
        return this.#closeItem(index, membersOf(event['item']))
      case 'response.output_text.delta':
        return [{ kind: 'text', text }]
      case 'response.refusal.delta':
        this.#refused = true
        return [{ kind: 'refusal', text }]
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return [{ kind: 'thinking', text }]
      case 'response.reasoning_summary_part.added':
        return numberOf(event['summary_index']) === 0 ? [] : [{ kind: 'thinking', text: '\n\n' }]
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        this.#fed.add(index)
        return [{ kind: 'input', index, text }]
      default:
        return this.#readEnd(event)
    }
  }

  #start(response: Members): Delta {
    return {
      kind: 'start',
      id: stringOf(response['id']) ?? '',
      model: stringOf(response['model']) ?? this.#context.model,
      created: numberOf(response['created_at']) ?? this.#context.created,
      usage: null,
    }
  }

  #addItem(index: number, item: Members): Delta[] {
    if (item['type'] === 'message' || item['type'] === 'reasoning') return []
    if (item['type'] !== 'function_call' && item['type'] !== 'custom_tool_call') {
      this.#losses.foreign(String(item['type']))
      return []
    }
    const { id, name, custom } = readCall(item)
    this.#called = true
    return [{ kind: 'call', index, id, name, custom }]
  }

  /** Compatible servers may give a call's input only when it is whole. */
  #closeItem(index: number, item: Members): Delta[] {
    if (item['type'] !== 'function_call' && item['type'] !== 'custom_tool_call') return []
    const text = this.#fed.has(index) ? '' : readCall(item).input
    const called = { kind: 'called', index } as const
    return text === '' ? [called] : [{ kind: 'input', index, text }, called]
  }

  #readEnd(event: Members): Delta[] {
    const response = membersOf(event['response'])
    if (isMembers(event['error'])) return [{ kind: 'error', error: readProviderError(null, event) }]
    switch (event['type']) {
      case 'response.completed':
      case 'response.incomplete':
        return this.#end(response)
      case 'response.failed':
        return [{ kind: 'error', error: readProviderError(null, response) }]
      case 'error':
        return [{ kind: 'error', error: readProviderError(null, event) }]
      default:
        return []
    }
  }

  #end(response: Members): Delta[] {
    const usage = readUsage('openai-responses', response['usage'])
    return [
      { kind: 'stop', stop: readStop(response, this.#called, this.#refused), stopSequence: null },
      ...(usage === null ? [] : [{ kind: 'usage', usage } as const]),
      { kind: 'end' },
    ]
  }
}
