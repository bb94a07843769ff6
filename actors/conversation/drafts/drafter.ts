import type { Question } from '@switchboard/kernel/model/question'
import { clip } from '@switchboard/kernel/text/clip'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import type { Draft, WriteDraft } from '@switchboard/shared-types/api/conversations/draft'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation } from '../conversation.ts'
import type { ModelParts } from '../talk/model-parts.ts'
import { newestSaid, ownTexts, saidById } from '../talk/read-said.ts'
import { toneOf } from '../tone/tone.ts'
import { draftMadeBy, newDraft, placeForDraft } from './change-drafts.ts'
import { questionFor } from './prompt.ts'

/** Read before the budget of tokens cuts further. */
const MESSAGES_READ = 40
/** What the person's tone is learned from. */
const OWN_TEXTS_READ = 50

type NoDraft = 'draft.not_found' | 'draft.no_thread' | 'draft.too_many' | 'model.unavailable'
type Written = Promise<Result<Draft, NoDraft>>

/** Has a model of the person's router draft answers. What it writes is a draft like any other: it leaves when it is approved. */
export class Drafter {
  readonly #parts: ModelParts
  /** What is being asked for right now, by the client's key: a double click waits for the same answer. */
  readonly #flights = new Map<string, Written>()

  constructor(parts: ModelParts) {
    this.#parts = parts
  }

  /** @returns the draft, or why there is none: the router's own word where it is about the model */
  async draft(input: WriteDraft, origin: Extract<Draft['origin'], 'model' | 'rule'>, trace: Trace): Written {
    const { key } = input
    if (key === undefined) return await this.#write(input, origin, trace)
    const flight = this.#flights.get(key) ?? this.#write(input, origin, trace)
    this.#flights.set(key, flight)
    try {
      return await flight
    } finally {
      this.#flights.delete(key)
    }
  }

  async #write(input: WriteDraft, origin: Extract<Draft['origin'], 'model' | 'rule'>, trace: Trace): Written {
    const { conversation, ask, write } = this.#parts
    const before = draftMadeBy(conversation, input.key)
    if (before !== null) return before
    const place = placeForDraft(conversation, input)
    if (!place.ok) return place
    const answer = await ask(trace, questionOf(conversation, input))
    if (!answer.ok) return answer
    const { text, model } = answer.value
    const draft = {
      text: clip(text, MAX_TEXT),
      threadKey: place.value.key,
      replyTo: input.replyTo,
      attachments: [],
      key: input.key,
    }
    return await write(trace, (now) => newDraft(conversation, draft, { origin, model, agent: null }, now))
  }
}

function questionOf(conversation: Conversation, { wish, replyTo, useTone }: WriteDraft): Question {
  return questionFor({
    said: newestSaid(conversation, MESSAGES_READ),
    wish: wish ?? null,
    replyTo: replyTo === undefined ? null : saidById(conversation, replyTo),
    tone: useTone ? toneOf(ownTexts(conversation, OWN_TEXTS_READ)) : null,
  })
}
