import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { readProviderError } from '../errors/provider-error.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import type { ChatProtocol } from '../protocols/protocol.ts'
import { readAnswer as readAnthropic } from './anthropic/read-answer.ts'
import { writeAnswer as writeAnthropic } from './anthropic/write-answer.ts'
import type { Answer } from './answer-parts.ts'
import { readAnswer as readChat } from './chat/read-answer.ts'
import { writeAnswer as writeChat } from './chat/write-answer.ts'
import type { AnswerContext } from './context.ts'
import { isMembers } from './json.ts'
import type { Members } from './json.ts'
import { Losses } from './losses.ts'
import type { Note } from './losses.ts'
import { readAnswer as readResponses } from './responses/read-answer.ts'
import { writeAnswer as writeResponses } from './responses/write-answer.ts'
import { restoreCalls } from './restore.ts'

type Reader = (body: Members, context: AnswerContext, losses: Losses) => Answer

const READERS: Readonly<Record<ChatProtocol, Reader>> = {
  'anthropic-messages': readAnthropic,
  'openai-chat': readChat,
  'openai-responses': readResponses,
}

const WRITERS: Readonly<Record<ChatProtocol, (answer: Answer, context: AnswerContext) => Members>> = {
  'anthropic-messages': writeAnthropic,
  'openai-chat': writeChat,
  'openai-responses': writeResponses,
}

/** The member that no answer of the protocol lacks. */
const CONTENT: Readonly<Record<ChatProtocol, string>> = {
  'anthropic-messages': 'content',
  'openai-chat': 'choices',
  'openai-responses': 'output',
}

export interface TranslatedAnswer {
  readonly body: Members
  readonly notes: readonly Note[]
}

/**
 * @param answer the provider's parsed JSON
 * @returns a failure for what is no answer of the provider's protocol; some providers send errors with status 200
 */
export function translateAnswer(
  context: AnswerContext,
  answer: unknown,
): Result<TranslatedAnswer, RefusalCode> {
  if (!isMembers(answer) || !Array.isArray(answer[CONTENT[context.provider]])) {
    const { message } = readProviderError(null, answer)
    const isError = isMembers(answer) && isMembers(answer['error'])
    return err('call.upstream_failed', isError ? message : 'The provider’s answer is not of its protocol.')
  }
  const losses = new Losses(context.provider, context.client, true)
  const read = restoreCalls(READERS[context.provider](answer, context, losses), context)
  return ok({ body: WRITERS[context.client](read, context), notes: losses.notes })
}
