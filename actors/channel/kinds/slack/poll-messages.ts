import type { Parsed, Polled } from '../kind.ts'
import { elementsOf, membersOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, NOTHING } from '../wire/unreadable.ts'
import { readEdit, readMessage } from './parse-message.ts'
import { nextCursor } from './poll-directory.ts'
import type { Reading, Round, SlackState } from './state.ts'
import { tsOf } from './thread.ts'

/** Older messages are not looked at again for edits and for new answers in their threads. */
const LOOK_BACK_SECONDS = 7 * 24 * 3_600

/** @returns what a history is asked for: a page that holds no news shows what became of what was read before */
export function lookBack(oldest: string): string {
  return `${Math.max(0, Math.floor(Number(oldest)) - LOOK_BACK_SECONDS)}.000000`
}

/** Takes a page of conversations.history or conversations.replies, and says what is to be read after it. */
export function takeMessages(
  state: SlackState,
  [reading, ...later]: readonly [Reading, ...Reading[]],
  body: JsonObject,
): Omit<Polled<SlackState>, 'notBeforeMs'> {
  const messages = elementsOf(body['messages']).map(membersOf).toSorted(byTime)
  const parsed = joinParsed(messages.map((message) => readNews(message, reading, state)))
  const here = { ...reading, ...progress(reading, messages), cursor: cursorAfter(reading, messages, body) }
  const threads = reading.root === null ? threadsOf(messages, reading) : []
  const readings = [...(here.cursor === null ? [] : [here]), ...later, ...threads]
  const [next, ...rest] = readings
  const round: Round | null = next === undefined ? null : { step: 'messages', readings: [next, ...rest] }
  const channels = here.cursor === null ? readTo(state, here) : state.channels
  return {
    ...parsed,
    state: { ...state, channels, round },
    more: round !== null,
  }
}

/** Of what was read before, only an edit since then is news: its event may never have come. */
function readNews(message: JsonObject, reading: Reading, state: SlackState): Parsed {
  const found = { channel: reading.channel, type: undefined }
  const parsed = readMessage(message, found, state, 'taken')
  const isNew = reading.root !== null || isAfter(message['ts'], reading.oldest)
  if (parsed.events.length === 0) return isNew ? parsed : NOTHING
  const edited = membersOf(message['edited'])['ts']
  const edits = edited !== undefined && (isNew || isAfter(edited, reading.oldest))
  const edit = edits ? readEdit(message, found, state, null) : NOTHING
  return joinParsed([isNew ? parsed : NOTHING, edit])
}

function progress(
  { cursor, newest, answered }: Reading,
  messages: readonly JsonObject[],
): Pick<Reading, 'newest' | 'answered'> {
  const answers = messages.map((message) => tsOf(message['latest_reply']))
  return {
    newest: latest(newest, tsOf(messages.at(-1)?.['ts'])),
    answered: cursor === null ? answers.reduce(latest, null) : answered,
  }
}

/** A history goes on until a page reaches back to what was read before. */
function cursorAfter(
  { root, oldest }: Reading,
  [first]: readonly JsonObject[],
  body: JsonObject,
): string | null {
  const isOver = root === null && first !== undefined && !isAfter(first['ts'], oldest)
  return isOver ? null : nextCursor(body)
}

/** Threads that have answers which are newer than what was read before. */
function threadsOf(messages: readonly JsonObject[], { channel, oldest, answersSince }: Reading): Reading[] {
  const since = answersSince ?? oldest
  return messages.flatMap((message): Reading[] => {
    const root = tsOf(message['ts'])
    if (root === null || !isAfter(message['latest_reply'], since)) return []
    const thread = { channel, root, oldest: since, cursor: null, newest: null }
    return [{ ...thread, answersSince: null, answered: null }]
  })
}

/** A channel counts as read up to its newest message only after its last page. */
function readTo(state: SlackState, { channel, root, newest, answered }: Reading): SlackState['channels'] {
  const known = state.channels[channel]
  if (root !== null || newest === null || known === undefined) return state.channels
  const read = latest(known.read, newest)
  return {
    ...state.channels,
    [channel]: { ...known, read, answersRead: latest(known.answersRead, answered) },
  }
}

function isAfter(ts: unknown, than: string): boolean {
  const known = tsOf(ts)
  return known !== null && Number(known) > Number(than)
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return Number(one) < Number(other) ? other : one
}

function byTime(one: JsonObject, other: JsonObject): number {
  return Number(tsOf(one['ts']) ?? 0) - Number(tsOf(other['ts']) ?? 0)
}
