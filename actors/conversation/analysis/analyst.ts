import type { ModelAnswer } from '@switchboard/kernel/model/question'
import { SingleFlight } from '@switchboard/kernel/outbound/single-flight'
import type { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { ModelParts } from '../talk/model-parts.ts'
import type { Attempt } from './analysis-table.ts'
import { understand } from './builtin.ts'
import { questionAbout, repairOf } from './prompt.ts'
import { readAnswer } from './read-answer.ts'
import { askedSource, newSource } from './source.ts'
import type { Source } from './source.ts'
import type { Understood } from './understood.ts'

/** How often a day a model is asked about a conversation without anybody asking for it. */
const MODEL_CALLS_A_DAY = 24

type Answered = Result<{ readonly understood: Understood; readonly model: string }>

/** Understands the talk: by a model where the person's router has one, otherwise by what the messages themselves show. */
export class Analyst {
  readonly #parts: ModelParts
  readonly #flights = new SingleFlight<Analysis | null>((analysis) => analysis)

  constructor(parts: ModelParts) {
    this.#parts = parts
  }

  /**
   * One analysis for all who ask at once. Where nothing is new and a model made the last one, that one is the answer.
   *
   * @param isAsked by the person: then the daily budget does not count, the router's does
   * @returns null while nothing has been said
   */
  run(trace: Trace, isAsked: boolean): Promise<Analysis | null> {
    return this.#flights.run('', () => this.#analyse(trace, isAsked))
  }

  async #analyse(trace: Trace, isAsked: boolean): Promise<Analysis | null> {
    const { conversation } = this.#parts
    const source = isAsked ? askedSource(conversation) : newSource(conversation)
    if (source === null) return conversation.analyses.current()
    const budget = isAsked || conversation.analyses.modelCalls(new Date()) < MODEL_CALLS_A_DAY
    if (!budget) return await this.#builtin(source, 'A model has been asked often enough today.', trace)
    const answered = await this.#ask(source, trace)
    if (!answered.ok) return await this.#builtin(source, answered.error.message, trace)
    const { understood, model } = answered.value
    return await this.#keep(source, understood, { kind: 'model', model }, trace)
  }

  /** Asks, and once more where the answer can not be read. */
  async #ask(source: Source, trace: Trace): Promise<Answered> {
    const question = questionAbout(source.earlier, source.said)
    const first = await this.#parts.ask(trace, question)
    if (!first.ok) return first
    const read = readAnswer(first.value.text)
    if (read.ok) return ok({ understood: read.value, model: first.value.model })
    await this.#noteUnreadable(source, first.value, read.error.message, trace)
    const second = await this.#parts.ask(trace, repairOf(question, first.value.text, read.error.message))
    if (!second.ok) return second
    const again = readAnswer(second.value.text)
    if (again.ok) return ok({ understood: again.value, model: second.value.model })
    await this.#noteUnreadable(source, second.value, again.error.message, trace)
    const message = `${second.value.model} gave no readable analysis: ${again.error.message}`
    return { ok: false, error: { code: 'answer.unreadable', message } }
  }

  async #builtin(source: Source, reason: string, trace: Trace): Promise<Analysis> {
    const understood = understand(source.earlier, source.said)
    return await this.#keep(source, understood, { kind: 'builtin', reason }, trace)
  }

  async #keep(source: Source, understood: Understood, by: Analysis['by'], trace: Trace): Promise<Analysis> {
    return await this.#parts.write(trace, (now) => {
      const { state, analyses } = this.#parts.conversation
      const analysis: Analysis = {
        version: 1,
        by,
        at: now.toISOString(),
        upTo: source.last.id,
        ...understood,
      }
      const model = by.kind === 'model' ? by.model : null
      const reason = by.kind === 'builtin' ? by.reason : null
      analyses.add({ ...attemptOf(source, now), outcome: by.kind, model, reason, analysis })
      state.update({ analysed: true })
      return { answer: analysis, events: [{ type: 'analysis.changed', analysis }], tell: true }
    })
  }

  async #noteUnreadable(source: Source, { model }: ModelAnswer, reason: string, trace: Trace): Promise<void> {
    await this.#parts.write(trace, (now) => {
      const attempt = {
        ...attemptOf(source, now),
        outcome: 'unreadable',
        model,
        reason,
        analysis: null,
      } as const
      this.#parts.conversation.analyses.add(attempt)
      return { answer: null, events: [], tell: false }
    })
  }
}

function attemptOf(
  { first, last, said, known }: Source,
  now: Date,
): Pick<Attempt, 'at' | 'fromId' | 'upToId' | 'upToNo' | 'known' | 'messages'> {
  return {
    at: now.toISOString(),
    fromId: first.id,
    upToId: last.id,
    upToNo: last.no,
    known,
    messages: said.length,
  }
}
