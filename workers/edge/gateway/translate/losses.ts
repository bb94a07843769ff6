import { err } from '@switchboard/shared-types/result'
import type { Refusal, RefusalCode } from '../errors/refusals.ts'
import type { ChatProtocol } from '../protocols/protocol.ts'
import { FIELDS } from './fields.ts'
import type { Fate, Row } from './fields/fate.ts'
import type { Feature } from './fields/features.ts'
import type { Members } from './json.ts'

/** Something that the other side does not hear as it was said. */
export interface Note {
  readonly field: string
  readonly fate: 'changed' | 'dropped'
  readonly why: string
}

/** Thrown by readers and writers of this folder, and turned into a failure before it leaves it. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable'
  readonly refusal: Refusal

  constructor(code: RefusalCode, message: string, param: string) {
    super(message)
    this.refusal = err(code, message, { param }).error
  }
}

/** Applies the table to one translation and keeps what it lost. */
export class Losses {
  readonly from: ChatProtocol
  readonly to: ChatProtocol
  readonly #isAnswer: boolean
  readonly #notes = new Map<string, Note>()

  /** @param isAnswer a request can be refused; of an answer, which is paid for, what does not translate is dropped */
  constructor(from: ChatProtocol, to: ChatProtocol, isAnswer = false) {
    this.from = from
    this.to = to
    this.#isAnswer = isAnswer
  }

  get notes(): readonly Note[] {
    return [...this.#notes.values()]
  }

  /** Judges the fields at the top of a request. @returns those whose values go on unread */
  judge(request: Members): Members {
    const copies = Object.entries(request).filter(([name, value]) => this.#isCopied(name, value))
    return Object.fromEntries(copies)
  }

  /** @throws Untranslatable where the table refuses it */
  lose(feature: Feature): void {
    const row: Row = FIELDS.features[feature]
    this.#apply(feature, row[this.to])
  }

  /** @param type what only the protocol of the source names so. @throws Untranslatable where the table refuses it */
  foreign(type: string): void {
    const known = FIELDS.foreign[this.from]
    const why = 'Nothing is known of it.'
    this.#apply(type, Object.hasOwn(known, type) ? known[type] : { fate: 'refused', why })
  }

  #isCopied(name: string, value: unknown): boolean {
    const fields = FIELDS.request[this.from]
    const row = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (value === null || value === undefined || isHarmless(row, value)) return false
    const fate = row?.[this.to] ?? { fate: 'dropped', why: 'Nothing is known of it.' }
    this.#apply(name, fate)
    return fate.fate === 'copied'
  }

  #apply(field: string, fate: Fate | undefined): void {
    if (fate === undefined || fate.fate === 'carried' || fate.fate === 'copied') return
    if (fate.fate === 'refused' && !this.#isAnswer) {
      throw new Untranslatable(
        'call.unsupported',
        `${field}: this route's provider does not take it. ${fate.why}`,
        field,
      )
    }
    this.#notes.set(field, { field, fate: fate.fate === 'changed' ? 'changed' : 'dropped', why: fate.why })
  }
}

function isHarmless(row: Row | undefined, value: unknown): boolean {
  const text = JSON.stringify(value)
  return (row?.harmless ?? []).some((harmless) => JSON.stringify(harmless) === text)
}
