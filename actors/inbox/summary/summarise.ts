import type { askModel } from '@switchboard/kernel/model/ask-model'
import type { ModelAnswer, Question } from '@switchboard/kernel/model/question'
import { SingleFlight } from '@switchboard/kernel/outbound/single-flight'
import type { Summary } from '@switchboard/shared-types/api/summaries'
import type { EntryId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { findEntry } from '../entries/read-entry.ts'
import type { Inbox } from '../inbox.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { clip } from '@switchboard/kernel/text/clip'
import { extract } from '@switchboard/kernel/text/extract'
import { LONGEST_TEXT, questionAbout } from './prompt.ts'

/** What a model is asked for fits many times; nobody wants to read more under the name of a summary. */
const LONGEST_SUMMARY = 2_000

export interface SummariserParts {
  readonly inbox: Inbox
  readonly ask: (trace: Trace, question: Question) => ReturnType<typeof askModel>
  readonly write: <T>(write: (now: Date) => Written<T>) => Promise<T>
}

type Summarised = Result<Summary, 'entry.not_found'>

/** What is summed up: an entry as it stood when it was asked for. */
interface Source {
  readonly no: number
  readonly title: string
  readonly text: string
}

/** Sums entries up on request: by a model where the person's router has one, otherwise by what the text itself says. */
export class Summariser {
  readonly #parts: SummariserParts
  readonly #flights = new SingleFlight<Summarised>((summarised) => summarised)

  constructor(parts: SummariserParts) {
    this.#parts = parts
  }

  /** One call for all who ask at once. A model's summary is kept, an extract is made anew: there may be a model by then. */
  of(entry: EntryId, trace: Trace): Promise<Summarised> {
    return this.#flights.run(entry, () => this.#summarise(entry, trace))
  }

  async #summarise(entry: EntryId, trace: Trace): Promise<Summarised> {
    const { inbox, ask, write } = this.#parts
    const source = sourceOf(inbox, entry)
    if (!source.ok) return source
    const kept = inbox.summaries.find(source.value.no)
    if (kept !== null) return ok(kept)
    if (source.value.text === '') return ok(extracted(source.value, 'This entry has no text of its own.'))
    const asked = await ask(trace, questionAbout(source.value))
    if (asked.ok) return await write((now) => unseen(keep(inbox, entry, source.value, asked.value, now)))
    return ok(extracted(source.value, asked.error.message))
  }
}

function sourceOf(inbox: Inbox, entry: EntryId): Result<Source, 'entry.not_found'> {
  const found = findEntry(inbox, entry)
  if (!found.ok) return found
  const { no, title } = found.value.row
  return ok({ no, title, text: inbox.bodies.readText(no) })
}

/** The entry may have gone meanwhile, or say something else: then nothing is kept. Part of the caller's transaction. */
function keep(
  inbox: Inbox,
  entry: EntryId,
  { no, title, text }: Source,
  answer: ModelAnswer,
  now: Date,
): Summarised {
  const current = sourceOf(inbox, entry)
  if (!current.ok) return current
  const row = {
    entryNo: no,
    text: clip(answer.text, LONGEST_SUMMARY),
    model: answer.model,
    at: now.toISOString(),
  }
  const isSame = current.value.title === title && current.value.text === text
  if (isSame) return ok(inbox.summaries.keep(row))
  return ok({ text: row.text, by: 'model', model: row.model, reason: null, at: row.at })
}

function extracted({ text }: Source, reason: string): Summary {
  const at = new Date().toISOString()
  return { text: extract(clip(text, LONGEST_TEXT)), by: 'extract', model: null, reason, at }
}
