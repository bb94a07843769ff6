import type { Delta } from './answer-parts.ts'
import { parseJson } from './json.ts'

interface Waiting {
  readonly call: Extract<Delta, { kind: 'call' }>
  input: string
}

/**
 * Puts calls that come interleaved one behind the other: OpenAI's chat may mix the pieces of parallel calls, Anthropic
 * knows one open block. A call is over when its input is whole JSON, or when the stream says so.
 */
export class CallSequencer {
  #open: Waiting | null = null
  readonly #waiting: Waiting[] = []

  push(delta: Delta): Delta[] {
    switch (delta.kind) {
      case 'call':
        return this.#call(delta)
      case 'input':
        return this.#input(delta)
      case 'called':
        return this.#called(delta.index)
      case 'idle':
      case 'usage':
      case 'start':
        return [delta]
      default:
        return [...this.#flush(), delta]
    }
  }

  #call(call: Waiting['call']): Delta[] {
    this.#waiting.push({ call, input: '' })
    return this.#advance()
  }

  #input(delta: Extract<Delta, { kind: 'input' }>): Delta[] {
    if (this.#open?.call.index === delta.index) {
      this.#open.input += delta.text
      return [delta, ...this.#advance()]
    }
    const waiting = this.#waiting.find(({ call }) => call.index === delta.index)
    if (waiting !== undefined) waiting.input += delta.text
    return []
  }

  #called(index: number): Delta[] {
    if (this.#open?.call.index !== index) return []
    return [...this.#close(), ...this.#advance()]
  }

  /** Opens the next call that waits, as soon as the one before it is over. */
  #advance(): Delta[] {
    const deltas: Delta[] = []
    while (this.#waiting.length > 0 && (this.#open === null || isWhole(this.#open))) {
      deltas.push(...this.#close(), ...this.#openNext())
    }
    return deltas
  }

  #flush(): Delta[] {
    const deltas: Delta[] = [...this.#close()]
    while (this.#waiting.length > 0) deltas.push(...this.#openNext(), ...this.#close())
    return deltas
  }

  #openNext(): Delta[] {
    const next = this.#waiting.shift()
    if (next === undefined) return []
    this.#open = next
    const { call, input } = next
    return input === '' ? [call] : [call, { kind: 'input', index: call.index, text: input }]
  }

  #close(): Delta[] {
    if (this.#open === null) return []
    const { index } = this.#open.call
    this.#open = null
    return [{ kind: 'called', index }]
  }
}

function isWhole({ call, input }: Waiting): boolean {
  return call.custom || parseJson(input) !== undefined
}
