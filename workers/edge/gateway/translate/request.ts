import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { RefusalCode } from '../errors/refusals.ts'
import type { ChatProtocol } from '../protocols/protocol.ts'
import { readRequest as readAnthropic } from './anthropic/read-request.ts'
import { writeRequest as writeAnthropic } from './anthropic/write-request.ts'
import { readRequest as readChat } from './chat/read-request.ts'
import { writeRequest as writeChat } from './chat/write-request.ts'
import type { AnswerContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { isMembers } from './json.ts'
import type { Members } from './json.ts'
import { Losses, Untranslatable } from './losses.ts'
import type { Note } from './losses.ts'
import { readRequest as readResponses } from './responses/read-request.ts'
import { writeRequest as writeResponses } from './responses/write-request.ts'
import { shortenNames } from './tool-names.ts'

const READERS: Readonly<Record<ChatProtocol, (request: Members, losses: Losses) => Conversation>> = {
  'anthropic-messages': readAnthropic,
  'openai-chat': readChat,
  'openai-responses': readResponses,
}

type Writer = (conversation: Conversation, dialect: Dialect, losses: Losses) => Members

const WRITERS: Readonly<Record<ChatProtocol, Writer>> = {
  'anthropic-messages': writeAnthropic,
  'openai-chat': writeChat,
  'openai-responses': writeResponses,
}

export interface RequestTranslation {
  readonly from: ChatProtocol
  readonly to: ChatProtocol
  /** The parsed body. */
  readonly request: unknown
  /** The provider's name of the model. */
  readonly model: string
  readonly dialect: Dialect
  readonly estimatedInputTokens: number
}

export interface TranslatedRequest {
  readonly body: Members
  /** What the provider will not hear as it was said. */
  readonly notes: readonly Note[]
  /** To translate the answer with. */
  readonly context: AnswerContext
}

/** @returns a failure for what the table refuses, and for what is not of the client's protocol */
export function translateRequest(translation: RequestTranslation): Result<TranslatedRequest, RefusalCode> {
  const { request } = translation
  if (!isMembers(request)) return err('call.malformed', 'The request body must be a JSON object.')
  try {
    return ok(translate(translation, request))
  } catch (thrown) {
    if (!(thrown instanceof Untranslatable)) throw thrown
    return { ok: false, error: thrown.refusal }
  }
}

function translate(translation: RequestTranslation, request: Members): TranslatedRequest {
  const { from, to, model, dialect, estimatedInputTokens } = translation
  const losses = new Losses(from, to)
  const copies = losses.judge(request)
  const read = READERS[from](request, losses)
  const { conversation, longNames } =
    to === 'anthropic-messages' ? { conversation: read, longNames: new Map() } : shortenNames(read, losses)
  const body = { model, ...WRITERS[to](conversation, dialect, losses), ...copies }
  const customTools = new Set(read.tools.filter(({ custom }) => custom).map(({ name }) => name))
  const { wantsUsage } = read
  const created = Math.floor(Date.now() / 1000)
  const context = {
    client: from,
    provider: to,
    request,
    longNames,
    customTools,
    wantsUsage,
    model,
    created,
    estimatedInputTokens,
  }
  return { body, notes: losses.notes, context }
}
