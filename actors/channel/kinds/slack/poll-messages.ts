import type { Parsed, Polled } from '../kind.ts'
import { elementsOf, membersOf, type JsonObject } from '../wire/json.ts'
import { joinParsed } from '../wire/unreadable.ts'
import { readEdit, readMessage, type Found } from './parse-message.ts'
import { nextCursor } from './poll-directory.ts'
import type { Reading, Round, SlackState } from './state.ts'
import { tsOf } from './thread.ts'

/** Takes a page of conversations.history or conversations.replies, and says what is to be read after it. */
export function takeMessages(
  state: SlackState,
  [reading, ...later]: readonly [Reading, ...Reading[]],
  body: JsonObject,
): Omit<Polled<SlackState>, 'notBeforeMs'> {
  const messages = elementsOf(body['messages']).map(membersOf).toSorted(byTime)
  const found = { channel: reading.channel, type: undefined }
  const parsed = joinParsed(messages.map((message) => readWithEdit(message, found, state)))
  const newest = latest(reading.newest, tsOf(messages.at(-1)?.['ts']))
  const cursor = nextCursor(body)
  const here = { ...reading, cursor, newest }
  const threads = reading.root === null ? threadsOf(messages, reading) : []
  const readings = [...(cursor === null ? [] : [here]), ...later, ...threads]
  const [next, ...rest] = readings
  const round: Round | null = next === undefined ? null : { step: 'messages', readings: [next, ...rest] }
  const channels = cursor === null ? readTo(state, here) : state.channels
  return {
    ...parsed,
    state: { ...state, channels, round },
    more: round !== null,
  }
}

/** What was edited says so, so that an edit is known although its event never came. */
function readWithEdit(message: JsonObject, found: Found, state: SlackState): Parsed {
  const parsed = readMessage(message, found, state, 'taken')
  const edited = 'edited' in message && parsed.events.length > 0
  return edited ? joinParsed([parsed, readEdit(message, found, state, null)]) : parsed
}

/** Threads that have answers which are newer than what was read before. */
function threadsOf(messages: readonly JsonObject[], { channel, oldest }: Reading): Reading[] {
  return messages.flatMap((message): Reading[] => {
    const [root, last] = [tsOf(message['ts']), tsOf(message['latest_reply'])]
    if (root === null || last === null || Number(last) <= Number(oldest)) return []
    return [{ channel, root, oldest, cursor: null, newest: null }]
  })
}

/** A channel counts as read up to its newest message only after its last page. */
function readTo(state: SlackState, { channel, root, newest }: Reading): SlackState['channels'] {
  const known = state.channels[channel]
  if (root !== null || newest === null || known === undefined) return state.channels
  return { ...state.channels, [channel]: { ...known, read: latest(known.read, newest) } }
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return Number(one) < Number(other) ? other : one
}

function byTime(one: JsonObject, other: JsonObject): number {
  return Number(tsOf(one['ts']) ?? 0) - Number(tsOf(other['ts']) ?? 0)
}
