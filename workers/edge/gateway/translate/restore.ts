import type { Answer, AnswerPart, Delta } from './answer-parts.ts'
import type { AnswerContext } from './context.ts'
import { membersOf, parseJson, stringOf } from './json.ts'

/** @returns the answer with the tools named, and called, as the client knows them */
export function restoreCalls(answer: Answer, context: AnswerContext): Answer {
  const parts = answer.parts.map((part): AnswerPart => {
    if (part.kind !== 'toolCall') return part
    const name = context.longNames.get(part.name) ?? part.name
    if (!becameFunction(name, context)) return { ...part, name }
    return { ...part, name, custom: true, input: textInput(part.input) }
  })
  return { ...answer, parts }
}

/** Does the same to a stream; the input of a custom tool comes at once, when it is whole. */
export class CallRestorer {
  readonly #context: AnswerContext
  readonly #inputs = new Map<number, string>()

  constructor(context: AnswerContext) {
    this.#context = context
  }

  push(delta: Delta): Delta[] {
    switch (delta.kind) {
      case 'call':
        return [this.#restore(delta)]
      case 'input':
        return this.#keep(delta.index, delta.text) ? [] : [delta]
      case 'called':
        return [...this.#release(delta.index), delta]
      case 'stop':
      case 'end':
        return [...[...this.#inputs.keys()].flatMap((index) => this.#release(index)), delta]
      default:
        return [delta]
    }
  }

  #restore(call: Extract<Delta, { kind: 'call' }>): Delta {
    const name = this.#context.longNames.get(call.name) ?? call.name
    if (!becameFunction(name, this.#context)) return { ...call, name }
    this.#inputs.set(call.index, '')
    return { ...call, name, custom: true }
  }

  #keep(index: number, text: string): boolean {
    const kept = this.#inputs.get(index)
    if (kept !== undefined) this.#inputs.set(index, kept + text)
    return kept !== undefined
  }

  #release(index: number): Delta[] {
    const kept = this.#inputs.get(index)
    this.#inputs.delete(index)
    return kept === undefined ? [] : [{ kind: 'input', index, text: textInput(kept) }]
  }
}

function becameFunction(name: string, { provider, customTools }: AnswerContext): boolean {
  return provider === 'anthropic-messages' && customTools.has(name)
}

function textInput(json: string): string {
  return stringOf(membersOf(parseJson(json))['input']) ?? json
}
