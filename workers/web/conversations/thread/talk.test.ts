import type { Message } from '@switchboard/shared-types/api/conversations/message'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'
import { fromPage, withMessage, withNewest, withOlder, type Talk } from './talk.ts'

function message(no: number, change: Partial<Message> = {}): Message {
  return {
    id: `msg_01J${String(no).padStart(23, '0')}`,
    conversationId: 'cnv_01J00000000000000000000000',
    no,
    direction: 'in',
    channelId: null,
    threadKey: null,
    episode: 1,
    author: { key: 'kari', name: 'Kari', handle: null, self: false, bot: false },
    text: `Line ${no}`,
    html: null,
    at: new Date(2026, 10, 21, 12, 0, no).toISOString(),
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    nature: 'ordinary',
    delivery: null,
    act: null,
    ...change,
  }
}

/** As the server answers: newest first, of all up to `until`. */
function page(until: number, size: number) {
  const from = Math.max(1, until - size + 1)
  const messages = Array.from({ length: until - from + 1 }, (_, at) => message(until - at))
  return { messages, nextCursor: from === 1 ? null : String(from) }
}

function numbers({ messages }: Talk): number[] {
  return messages.map(({ no }) => no)
}

test('pages that are leafed back, and messages that come meanwhile, stand in one order without a gap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(10),
      (count, size, news) => {
        let talk = fromPage(page(count, size))
        for (let at = 1; at <= news; at++) talk = withMessage(talk, message(count + at))
        while (talk.nextCursor !== null) talk = withOlder(talk, page(Number(talk.nextCursor) - 1, size))
        expect(numbers(talk)).toEqual(Array.from({ length: count + news }, (_, at) => at + 1))
      },
    ),
  )
})

test('the newest page joins what is older where the two meet, and takes its place where they do not', () => {
  const talk = withOlder(fromPage(page(20, 5)), page(15, 5))
  expect(numbers(withNewest(talk, page(22, 5)))).toEqual(Array.from({ length: 12 }, (_, at) => at + 11))
  const far = withNewest(talk, page(90, 5))
  expect(numbers(far)).toEqual([86, 87, 88, 89, 90])
  expect(far.nextCursor).toBe('86')
})

test('a change of a message that is not loaded leaves no hole', () => {
  const talk = fromPage(page(20, 5))
  expect(numbers(withMessage(talk, message(3, { text: 'edited' })))).toEqual([16, 17, 18, 19, 20])
})

test('days and long silences part a thread, and who goes on at once is named once', () => {
  const later = message(3, { at: new Date(2026, 10, 22, 9).toISOString() })
  const kinds = linesOf(
    [message(1), message(2), later, message(4, { at: new Date(2026, 10, 22, 18).toISOString(), episode: 2 })],
    new Date(2026, 10, 22, 20).getTime(),
  ).map((line) => (line.kind === 'message' ? line.goesOn : line.kind === 'day' ? line.text : line.kind))
  expect(kinds).toEqual(['Yesterday', false, true, 'Today', false, 'pause', false])
})
