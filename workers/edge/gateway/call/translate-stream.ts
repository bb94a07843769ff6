import { StreamTranslator } from '../translate/stream.ts'
import type { AnswerContext } from '../translate/context.ts'
import { UsageReader } from '../usage/usage-reader.ts'
import type { Passage, Passing, StreamResult } from './stream.ts'

/** A client that hears nothing for longer may take the connection for dead. */
const SILENCE_MS = 15_000
const CHECK_EVERY_MS = 5_000
/** How long a provider may take to end a stream whose last event has come. */
const DRAIN_MS = 1_000

const encoder = new TextEncoder()

/** Passes a stream on in the client's protocol, with a sign of life where the provider is silent. */
export function translateStream(passage: Passage, context: AnswerContext): Passing {
  const { readable, writable } = new IdentityTransformStream()
  const stream = new TranslatedStream(passage, context, writable.getWriter())
  return { body: readable, done: stream.run() }
}

class TranslatedStream {
  readonly #passage: Passage
  readonly #translator: StreamTranslator
  readonly #usage: UsageReader
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>
  #lastWriteAt = Date.now()
  #isWriting = false
  #isGone = false

  constructor(passage: Passage, context: AnswerContext, writer: WritableStreamDefaultWriter<Uint8Array>) {
    this.#passage = passage
    this.#translator = new StreamTranslator(context, passage.call.trace.requestId)
    this.#usage = new UsageReader(passage.answer.protocol)
    this.#writer = writer
  }

  async run(): Promise<StreamResult> {
    const { call, answer } = this.#passage
    const watch = setInterval(() => void this.#breakSilence(), CHECK_EVERY_MS)
    const isWhole = await this.#read()
    clearInterval(watch)
    const report = this.#usage.finish()
    const isFailed = this.#translator.hasFailed
    const isTold = !this.#isGone && !call.client.isGone && (await this.#close())
    if (isTold && isWhole && !isFailed) await this.#drain()
    answer.cutoff.abort()
    const notes = this.#translator.notes.map(({ field, fate, why }) => `${field} ${fate}: ${why}`)
    const end = isFailed ? (isWhole && report.end === 'error' ? 'error' : 'cut') : 'ok'
    // Some clients leave with the last event, and do not wait for the end behind it.
    return { end: isTold || end === 'ok' ? end : 'gone', report, notes }
  }

  /** @returns whether the provider's stream came to an end of its own */
  async #read(): Promise<boolean> {
    const { answer, onBegun } = this.#passage
    try {
      while (!this.#translator.isOver && !this.#isGone) {
        const chunk = await answer.reader.read()
        if (chunk === null) break
        answer.cutoff.begun()
        onBegun()
        this.#usage.push(chunk)
        await this.#write(this.#translator.push(chunk))
      }
      await this.#write(this.#translator.end())
      return true
    } catch {
      // The provider broke off; after an answer that was whole this changes nothing.
      await this.#write(this.#translator.end())
      return false
    }
  }

  /** Reads the end behind the last event, so that the connection can serve the next call. */
  async #drain(): Promise<void> {
    const { reader, cutoff } = this.#passage.answer
    const timer = setTimeout(() => cutoff.abort(), DRAIN_MS)
    try {
      while ((await reader.read()) !== null);
    } catch {
      // It was cut off: the client has everything.
    }
    clearTimeout(timer)
  }

  async #write(text: string): Promise<void> {
    if (text === '' || this.#isGone || this.#passage.call.client.isGone) return
    const bytes = encoder.encode(text)
    this.#passage.copy?.push(bytes)
    this.#isWriting = true
    try {
      await this.#writer.write(bytes)
    } catch {
      this.#isGone = true
    }
    this.#isWriting = false
    this.#lastWriteAt = Date.now()
  }

  async #breakSilence(): Promise<void> {
    if (!this.#isWriting && Date.now() - this.#lastWriteAt >= SILENCE_MS) {
      await this.#write(this.#translator.idle())
    }
  }

  async #close(): Promise<boolean> {
    try {
      await this.#writer.close()
      return true
    } catch {
      return false
    }
  }
}
