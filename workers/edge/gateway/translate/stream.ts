import type { ProviderError } from '../errors/provider-error.ts'
import { readProviderError } from '../errors/provider-error.ts'
import type { SseEvent, SseItem } from '../sse/event.ts'
import { SseParser } from '../sse/parser.ts'
import { writeComment, writeEvent } from '../sse/writer.ts'
import { StreamReader as AnthropicReader } from './anthropic/read-stream.ts'
import { StreamWriter as AnthropicWriter } from './anthropic/write-stream.ts'
import type { Delta } from './answer-parts.ts'
import { StreamReader as ChatReader } from './chat/read-stream.ts'
import { StreamWriter as ChatWriter } from './chat/write-stream.ts'
import type { AnswerContext } from './context.ts'
import { isMembers, parseJson } from './json.ts'
import type { Members } from './json.ts'
import { Losses } from './losses.ts'
import type { Note } from './losses.ts'
import { StreamReader as ResponsesReader } from './responses/read-stream.ts'
import { StreamWriter as ResponsesWriter } from './responses/write-stream.ts'
import { CallRestorer } from './restore.ts'

interface Reader {
  read(data: Members): Delta[]
}

interface Writer {
  write(delta: Delta): SseEvent[]
}

const CUT: ProviderError = { kind: 'failed', message: 'The provider’s stream ended before the answer did.' }
const BROKEN: ProviderError = { kind: 'failed', message: 'The provider sent what is not of its protocol.' }

/**
 * Translates a provider's stream for a client of another protocol, as it comes. However the provider's stream ends, the
 * client's ends properly: with its protocol's last event, or with its error event, and with nothing behind it.
 */
export class StreamTranslator {
  readonly #context: AnswerContext
  readonly #losses: Losses
  readonly #parser = new SseParser()
  readonly #reader: Reader
  readonly #restorer: CallRestorer
  readonly #writer: Writer
  #stopped = false
  #over = false
  #failed = false

  /** @param requestId goes into an error event */
  constructor(context: AnswerContext, requestId: string) {
    this.#context = context
    this.#losses = new Losses(context.provider, context.client, true)
    this.#reader = readerOf(context, this.#losses)
    this.#restorer = new CallRestorer(context)
    this.#writer = writerOf(context, requestId)
  }

  /** What the client did not hear as it was said; complete when the stream is over. */
  get notes(): readonly Note[] {
    return this.#losses.notes
  }

  /** Whether the client's stream has had its last event; what the provider still sends is of no use. */
  get isOver(): boolean {
    return this.#over
  }

  /** Whether the client's stream was ended with an error event. */
  get hasFailed(): boolean {
    return this.#failed
  }

  /** @param bytes of the provider's stream, cut anywhere. @returns what to send to the client, maybe nothing */
  push(bytes: Uint8Array): string {
    return this.#translate(this.#parser.push(bytes))
  }

  /** The provider's stream is over. @returns the rest of the client's */
  end(): string {
    const rest = this.#translate(this.#parser.end())
    if (this.#over) return rest
    // Several compatible servers leave out the last event; whoever has said why it stopped has said everything.
    return rest + (this.#stopped ? this.#write({ kind: 'end' }) : this.fail(CUT))
  }

  /** A sign of life for the client, where it knows one and its stream is under way. */
  idle(): string {
    return this.#over ? '' : this.#idle()
  }

  /** Ends the client's stream with its protocol's error event, unless it is over. */
  fail(error: ProviderError): string {
    return this.#over ? '' : this.#write({ kind: 'error', error })
  }

  #translate(items: readonly SseItem[]): string {
    return items.map((item) => this.#item(item)).join('')
  }

  #item(item: SseItem): string {
    if (this.#over) return ''
    switch (item.kind) {
      case 'comment':
        return this.#idle()
      case 'overflow':
        return this.fail(BROKEN)
      case 'event':
        return this.#event(item.event)
    }
  }

  #event({ name, data }: SseEvent): string {
    if (data === '[DONE]') return this.#write({ kind: 'end' })
    const parsed = parseJson(data)
    if (!isMembers(parsed))
      return name === 'error' ? this.fail(readProviderError(null, data)) : this.fail(BROKEN)
    // Anthropic and OpenAI repeat the event's name as the type; a compatible server may leave one of the two out.
    const typed = parsed['type'] === undefined && name !== null ? { ...parsed, type: name } : parsed
    return this.#reader
      .read(typed)
      .map((delta) => this.#write(delta))
      .join('')
  }

  #write(delta: Delta): string {
    if (this.#over) return ''
    if (delta.kind === 'idle') return this.#idle()
    if (delta.kind === 'stop') this.#stopped = true
    if (delta.kind === 'error') this.#failed = true
    if (delta.kind === 'end' || delta.kind === 'error') this.#over = true
    const deltas = this.#restorer.push(delta)
    return deltas
      .flatMap((restored) => this.#writer.write(restored))
      .map(writeEvent)
      .join('')
  }

  /** Anthropic has an event for it, OpenAI's clients skip a comment. */
  #idle(): string {
    if (this.#context.client !== 'anthropic-messages') return writeComment('ping')
    return this.#writer.write({ kind: 'idle' }).map(writeEvent).join('')
  }
}

function readerOf(context: AnswerContext, losses: Losses): Reader {
  switch (context.provider) {
    case 'anthropic-messages':
      return new AnthropicReader(context, losses)
    case 'openai-chat':
      return new ChatReader(context)
    case 'openai-responses':
      return new ResponsesReader(context, losses)
  }
}

function writerOf(context: AnswerContext, requestId: string): Writer {
  switch (context.client) {
    case 'anthropic-messages':
      return new AnthropicWriter(context, requestId)
    case 'openai-chat':
      return new ChatWriter(context, requestId)
    case 'openai-responses':
      return new ResponsesWriter(context)
  }
}
