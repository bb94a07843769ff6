import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { RefusalCode } from '../errors/refusals.ts'
import type { Protocol } from '../protocols/protocol.ts'
import { walkContent } from './content.ts'
import type { Media } from './content.ts'
import { estimateTokens } from './estimate.ts'
import { JsonCursor, MalformedJson } from './json-cursor.ts'
import type { Span } from './json-cursor.ts'
import { readMaxOutput, readThinking } from './traits.ts'
import type { ReadField, Traits } from './traits.ts'

const OPEN_OBJECT = 0x7b
const OPEN_ARRAY = 0x5b
const decoder = new TextDecoder()

/** One member of the body's top level: its name, and where its value stands in the bytes. */
export interface Field extends Span {
  readonly name: string
}

/** What is known of a request body without having parsed it. */
export interface Inspection {
  readonly traits: Traits
  /** In the order of the body; a name that stands twice is here twice. */
  readonly fields: readonly Field[]
  /** Where the body's closing brace stands. */
  readonly close: number
}

/**
 * Reads what routing needs out of a request body.
 *
 * @param body the bytes as they came
 * @returns a failure for what is no JSON object with a model's name in it; all other fields are the provider's to judge
 */
export function inspect(protocol: Protocol, body: Uint8Array): Result<Inspection, RefusalCode> {
  try {
    return new BodyReader(protocol, body).read()
  } catch (thrown) {
    if (!(thrown instanceof MalformedJson)) throw thrown
    return err('call.malformed', 'The request body is not valid JSON.')
  }
}

class BodyReader {
  /**
   * One that lives on. V8 drops what it has compiled for a class as soon as it collects and no object of the class is
   * alive, which of these is the rule: they live for no longer than a body is read.
   */
  static readonly kept = new BodyReader('anthropic-messages', new Uint8Array(3))

  readonly #protocol: Protocol
  readonly #cursor: JsonCursor
  readonly #fields: Field[] = []
  readonly #media: Media = { images: 0, imageBytes: 0, documentBytes: 0, audioBytes: 0 }
  #tools = 0

  constructor(protocol: Protocol, body: Uint8Array) {
    this.#protocol = protocol
    this.#cursor = new JsonCursor(body)
  }

  read(): Result<Inspection, RefusalCode> {
    if (this.#cursor.peek() !== OPEN_OBJECT) {
      this.#cursor.skip()
      this.#cursor.end()
      return err('call.malformed', 'The request body must be a JSON object.')
    }
    const close = this.#cursor.object((name) => this.#readMember(name))
    this.#cursor.end()
    const traits = this.#traits()
    return traits.ok ? ok({ traits: traits.value, fields: this.#fields, close }) : traits
  }

  #readMember(name: string): void {
    const start = this.#cursor.at
    if (name === 'messages' || name === 'input') walkContent(this.#cursor, this.#media)
    else if (name === 'tools') this.#countTools()
    else this.#cursor.skip()
    this.#fields.push({ name, start, end: this.#cursor.at })
  }

  #countTools(): void {
    this.#tools = 0
    if (this.#cursor.peek() !== OPEN_ARRAY) {
      this.#cursor.skip()
      return
    }
    this.#cursor.array(() => {
      this.#tools++
      this.#cursor.skip()
    })
  }

  #traits(): Result<Traits, RefusalCode> {
    const read: ReadField = (name) => this.#valueOf(name)
    const model = read('model')
    if (typeof model !== 'string' || model === '') {
      return err('call.malformed', 'model: the name of a model is required.', { param: 'model' })
    }
    const stream = read('stream') ?? false
    if (typeof stream !== 'boolean') {
      return err('call.malformed', 'stream: must be true or false.', { param: 'stream' })
    }
    return ok({
      model,
      stream,
      estimatedInputTokens: estimateTokens(this.#cursor.bytes.length, this.#cursor.wide, this.#media),
      maxOutputTokens: readMaxOutput(this.#protocol, read),
      thinking: readThinking(this.#protocol, read),
      images: this.#media.images,
      tools: this.#tools,
    })
  }

  /** Of a name that stands twice the last counts, as for `JSON.parse`. */
  #valueOf(name: string): unknown {
    const field = this.#fields.findLast((candidate) => candidate.name === name)
    if (field === undefined) return undefined
    return JSON.parse(decoder.decode(this.#cursor.bytes.subarray(field.start, field.end)))
  }
}
