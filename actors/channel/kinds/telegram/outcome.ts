import * as z from 'zod'
import type { ThreadRef } from '@switchboard/shared-types/channel-event'
import type { Performed } from '../kind.ts'
import type { Answer } from './bot-api.ts'
import { BAD_TOKEN, isUnauthorised, saidBy } from './errors.ts'
import type { Refused } from './errors.ts'
import { messageUrl } from './thread.ts'
import { Chat } from './wire.ts'

const Sent = z.object({ message_id: z.int(), chat: Chat })

/** What became of a message: Telegram knows no idempotency key, so a lost answer leaves it open. */
export function outcomeOfSend(answer: Answer, thread: ThreadRef): Performed {
  if (answer.kind === 'done') return sentAs(answer.result)
  if (answer.kind === 'lost') {
    return { outcome: 'unknown', reason: `${answer.reason} Telegram may have taken the message.` }
  }
  return outcomeOfRefusal(answer, thread)
}

/** What became of an act that may be done twice without harm. */
export function outcomeOfChange(answer: Answer, thread: ThreadRef): Performed {
  if (answer.kind === 'done') return DONE
  if (answer.kind === 'lost') return { outcome: 'retry', reason: answer.reason, afterMs: null }
  if (answer.kind === 'refused' && NOTHING_TO_DO.test(answer.description)) return DONE
  return outcomeOfRefusal(answer, thread)
}

export function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}

export const DONE: Performed = { outcome: 'sent', reason: null }

const NOTHING_TO_DO = /message is not modified|message to delete not found/i

function outcomeOfRefusal(
  answer: Refused | { kind: 'unsent'; reason: string },
  thread: ThreadRef,
): Performed {
  if (answer.kind === 'unsent') return failed(answer.reason)
  const reason = saidBy(answer)
  if (answer.code === 429) return { outcome: 'retry', reason, afterMs: answer.retryAfterMs }
  if (isUnauthorised(answer)) return { outcome: 'unauthorised', reason: BAD_TOKEN }
  if (answer.migrateTo === null) return failed(reason)
  const moved: ThreadRef = { ...thread, key: String(answer.migrateTo) }
  return { outcome: 'retry', reason, afterMs: 0, moved }
}

/** A media group comes back as its messages; the first one carries the text. */
function sentAs(result: unknown): Performed {
  const sent = Sent.safeParse(Array.isArray(result) ? result[0] : result)
  if (!sent.success) return { ...DONE, key: null, url: null }
  const { message_id: key, chat } = sent.data
  return { ...DONE, key: String(key), url: messageUrl(chat, key) }
}
