import { writeProviderError } from '../../errors/provider-error.ts'
import type { ProviderError } from '../../errors/provider-error.ts'
import type { SseEvent } from '../../sse/event.ts'
import type { Usage } from '../../usage/usage.ts'
import type { Delta, Stop } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import type { Members } from '../json.ts'
import { openCall, openReasoning, openSaid } from './open-items.ts'
import type { ItemEvent, OpenItem } from './open-items.ts'
import { closeResponse, openResponse } from './shell.ts'
import type { ResponseHead } from './shell.ts'

/** Writes the events of an OpenAI responses stream: items opened, filled and closed, each event numbered. */
export class StreamWriter {
  readonly #context: AnswerContext
  #sequence = 0
  #head: ResponseHead | null = null
  #items = 0
  /** The message or the reasoning that is being written. */
  #open: OpenItem | null = null
  readonly #calls = new Map<number, OpenItem>()
  readonly #output: Members[] = []
  #stop: Stop = 'end'
  #usage: Usage | null = null

  constructor(context: AnswerContext) {
    this.#context = context
  }

  write(delta: Delta): SseEvent[] {
    return this.#events(delta).map((event) => this.#number(event))
  }

  #events(delta: Delta): ItemEvent[] {
    switch (delta.kind) {
      case 'start':
        return this.#start(delta)
      case 'text':
      case 'refusal':
      case 'thinking':
        return this.#said(delta.kind, delta.text)
      case 'call':
        return this.#call(delta)
      case 'input':
        return this.#calls.get(delta.index)?.add(delta.text) ?? []
      case 'called':
        return this.#closeCall(delta.index)
      case 'stop':
        this.#stop = delta.stop
        return []
      case 'usage':
        this.#usage = delta.usage
        return []
      case 'end':
        return this.#end()
      case 'error':
        return this.#fail(delta.error)
      case 'idle':
        return []
    }
  }

  #start(head: ResponseHead): ItemEvent[] {
    if (this.#head !== null) return []
    const { id, model, created } = head
    this.#head = { id, model, created }
    const response = openResponse(this.#head, this.#context)
    return [
      { type: 'response.created', response },
      { type: 'response.in_progress', response },
    ]
  }

  #said(kind: 'text' | 'refusal' | 'thinking', text: string): ItemEvent[] {
    const events = this.#ensureStarted()
    if (this.#open?.kind !== kind) {
      events.push(...this.#closeOpen())
      const place = { responseId: this.#id(), position: this.#items++ }
      this.#open = kind === 'thinking' ? openReasoning(place) : openSaid(kind, place)
      events.push(...this.#open.opening())
    }
    events.push(...this.#open.add(text))
    return events
  }

  #call(call: Extract<Delta, { kind: 'call' }>): ItemEvent[] {
    const events = [...this.#ensureStarted(), ...this.#closeOpen()]
    const item = openCall(call, { responseId: this.#id(), position: this.#items++ })
    this.#calls.set(call.index, item)
    return [...events, ...item.opening()]
  }

  #closeCall(index: number): ItemEvent[] {
    const call = this.#calls.get(index)
    this.#calls.delete(index)
    return call === undefined ? [] : this.#close(call)
  }

  #closeOpen(): ItemEvent[] {
    const open = this.#open
    this.#open = null
    return open === null ? [] : this.#close(open)
  }

  #close(item: OpenItem): ItemEvent[] {
    const { events, whole } = item.closing()
    this.#output[item.position] = whole
    return events
  }

  #closeAll(): ItemEvent[] {
    return [...this.#closeOpen(), ...[...this.#calls.keys()].flatMap((index) => this.#closeCall(index))]
  }

  #end(): ItemEvent[] {
    const events = [...this.#ensureStarted(), ...this.#closeAll()]
    const stop = this.#stop === 'refusal' && this.#refused() ? 'end' : this.#stop
    const response = { ...this.#response(), ...closeResponse(stop, this.#output, this.#usage) }
    return [...events, { type: `response.${String(response['status'])}`, response }]
  }

  #fail(error: ProviderError): ItemEvent[] {
    const { code, type, message } = writeProviderError('openai-responses', error)
    const failed = {
      status: 'failed',
      error: { code: code ?? type, message },
      output: Object.values(this.#output),
    }
    return [
      ...this.#ensureStarted(),
      { type: 'response.failed', response: { ...this.#response(), ...failed } },
    ]
  }

  #refused(): boolean {
    return JSON.stringify(this.#output).includes('"type":"refusal"')
  }

  #ensureStarted(): ItemEvent[] {
    const { model, created } = this.#context
    return this.#start({ id: '', model, created })
  }

  #id(): string {
    return this.#head?.id ?? ''
  }

  #response(): Members {
    return openResponse(this.#head ?? { id: '', ...this.#context }, this.#context)
  }

  #number(event: ItemEvent): SseEvent {
    return { name: event.type, data: JSON.stringify({ ...event, sequence_number: this.#sequence++ }) }
  }
}
