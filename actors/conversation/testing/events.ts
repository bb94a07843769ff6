import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type {
  DeletionEvent,
  EditEvent,
  MessageEvent,
  ReactionEvent,
} from '@switchboard/shared-types/channel-event'
import { getStub } from '@switchboard/shared-types/door'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { THREAD, valueOf } from './talk.ts'
import type { Talk } from './talk.ts'

export const ANA = { key: 'ana', name: 'Ana', handle: null, self: false, bot: false }
const BEGIN = Date.UTC(2026, 10, 1, 12)
/** Rounds of alarms after which everybody has told everybody everything. */
const ROUNDS = 60
const PAUSE_MS = 20
const ROUND_MS = 600
const trace = startTrace('test')

/** So many minutes after noon of a day that has passed. */
export function minute(no: number): string {
  return new Date(BEGIN + no * 60_000).toISOString()
}

/** The message with that number, a minute after the one before it, by Ana unless the test says else. */
export function said(no: number, given: Partial<MessageEvent> = {}): MessageEvent {
  return {
    type: 'message',
    eventId: `said ${no}`,
    thread: THREAD,
    at: minute(no),
    key: `m${no}`,
    author: ANA,
    text: `Message ${no}`,
    html: null,
    attachments: [],
    replyTo: null,
    groupKey: null,
    nature: 'ordinary',
    about: null,
    ...given,
  }
}

export function saidBetween(first: number, last: number): MessageEvent[] {
  return Array.from({ length: last - first + 1 }, (_, index) => said(first + index))
}

export function edited(no: number, text: string, given: Partial<EditEvent> = {}): EditEvent {
  const at = minute(no + 1_000)
  return {
    type: 'edit',
    eventId: `edit ${no} ${text}`,
    thread: THREAD,
    at,
    key: `m${no}`,
    text,
    html: null,
    ...given,
  }
}

export function deleted(no: number): DeletionEvent {
  return { type: 'deletion', eventId: `delete ${no}`, thread: THREAD, at: minute(no + 2_000), key: `m${no}` }
}

export function reacted(no: number, reactions: string[], given: Partial<ReactionEvent> = {}): ReactionEvent {
  const eventId = `react ${no} ${reactions.join()}`
  return {
    type: 'reaction',
    eventId,
    thread: THREAD,
    at: minute(no + 1_000),
    key: `m${no}`,
    author: ANA,
    reactions,
    ...given,
  }
}

/** Lets time pass until these conversations have told everybody everything and have moved what is to be moved. */
export async function settle(ids: readonly ConversationId[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    vi.setSystemTime(Date.now() + ROUND_MS)
    for (const id of ids) {
      // One that was evicted while it worked has no alarm until it is called, or the runtime tries again.
      await getStub(env.CONVERSATION, id).health(id, trace)
      await runDurableObjectAlarm(getStub(env.CONVERSATION, id))
    }
    const busy = await Promise.all(ids.map((id) => isBusy(id)))
    if (!busy.includes(true)) return
    // An alarm that the runtime has begun by itself takes time that no clock of a test can hurry.
    await scheduler.wait(PAUSE_MS)
  }
  throw new Error('the conversations do not come to rest')
}

function isBusy(id: ConversationId): Promise<boolean> {
  return runInDurableObject(getStub(env.CONVERSATION, id), (_, { storage }) => {
    const waiting = storage.sql.exec('SELECT 1 FROM outbox WHERE dead_at IS NULL').toArray()
    const moving = storage.sql
      .exec(`SELECT 1 FROM conversation WHERE untold_since IS NOT NULL OR splits <> '[]'
      OR (merged_into IS NOT NULL AND messages > 0)`)
    return waiting.length + moving.toArray().length > 0
  })
}

/** Everything that a conversation of the same person holds, oldest first. */
export async function everything(talk: Talk, id: ConversationId = talk.id): Promise<Message[]> {
  const messages: Message[] = []
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? { limit: 200 } : { limit: 200, cursor }
    const page = valueOf(await getStub(env.CONVERSATION, id).messages(id, talk.trace, talk.owner, query))
    messages.push(...page.messages)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return messages.toReversed()
}
