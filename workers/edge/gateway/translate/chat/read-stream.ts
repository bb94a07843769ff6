import { readProviderError } from '../../errors/provider-error.ts'
import { readUsage } from '../../usage/read-usage.ts'
import type { Delta } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { isMembers, listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import { callId } from './read-answer.ts'
import { readSaid } from './read-message.ts'
import { readStop } from './stops.ts'

interface Call {
  readonly index: number
  readonly id: string
}

/** Reads the chunks of an OpenAI chat stream. */
export class StreamReader {
  readonly #context: AnswerContext
  #started = false
  #refused = false
  #count = 0
  /** The call that each index of the provider means now. */
  readonly #calls = new Map<number, Call>()

  constructor(context: AnswerContext) {
    this.#context = context
  }

  read(chunk: Members): Delta[] {
    if (chunk['type'] === 'error' || isMembers(chunk['error']) || typeof chunk['error'] === 'string') {
      return [{ kind: 'error', error: readProviderError(null, chunk) }]
    }
    const choices = listOf(chunk['choices']).map(membersOf)
    const choice = choices.find(({ index }) => (index ?? 0) === 0) ?? {}
    const delta = membersOf(choice['delta'])
    return [
      ...this.#start(chunk),
      ...this.#said(delta),
      ...listOf(delta['tool_calls']).flatMap((call, i) => this.#call(membersOf(call), i)),
      ...this.#stop(choice['finish_reason']),
      ...usageOf(chunk),
    ]
  }

  #start(chunk: Members): Delta[] {
    if (this.#started) return []
    this.#started = true
    const id = stringOf(chunk['id']) ?? ''
    const model = stringOf(chunk['model']) ?? this.#context.model
    return [
      { kind: 'start', id, model, created: numberOf(chunk['created']) ?? this.#context.created, usage: null },
    ]
  }

  #said(delta: Members): Delta[] {
    const said = readSaid(delta)
    this.#refused ||= said.some(({ kind }) => kind === 'refusal')
    return said
  }

  /** Gemini's compatible endpoint gives parallel calls one index and different ids, others give no index at all. */
  #call(piece: Members, position: number): Delta[] {
    const key = numberOf(piece['index']) ?? position
    const custom = piece['type'] === 'custom' || isMembers(piece['custom'])
    const called = membersOf(custom ? piece['custom'] : piece['function'])
    const text = stringOf(custom ? called['input'] : called['arguments']) ?? ''
    const known = this.#calls.get(key)
    const id = stringOf(piece['id']) ?? ''
    if (known !== undefined && (id === '' || id === known.id)) return inputOf(known.index, text)
    const call = { index: this.#count++, id: callId(piece['id'], key) }
    this.#calls.set(key, call)
    const name = stringOf(called['name']) ?? ''
    return [{ kind: 'call', ...call, name, custom }, ...inputOf(call.index, text)]
  }

  #stop(reason: unknown): Delta[] {
    if (typeof reason !== 'string') return []
    return [{ kind: 'stop', stop: readStop(reason, this.#count > 0, this.#refused), stopSequence: null }]
  }
}

function inputOf(index: number, text: string): Delta[] {
  return text === '' ? [] : [{ kind: 'input', index, text }]
}

function usageOf(chunk: Members): Delta[] {
  const usage = readUsage('openai-chat', chunk['usage'])
  return usage === null ? [] : [{ kind: 'usage', usage }]
}
