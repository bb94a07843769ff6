import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { ALLOWED_UPDATES, parseRequest, parseUpdates } from './parse.ts'
import { ANN, connectedBot, FORUM, NEWS } from './testing/chat.ts'

const { fake, account } = await connectedBot('hook')
const { message } = fake.say(ANN, {
  text: 'hello',
  entities: [{ type: 'text_link', offset: 0, length: 2, url: 'https://example.org/' }],
  document: { file_id: 'f', file_unique_id: 'f', file_name: 'a', mime_type: 'text/plain' },
})

/** Anything at all, and what is nearly a message: one of its values is anything. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(ANN, FORUM, NEWS, -1, 2 ** 53, '\ud800', 'x'.repeat(200_000)),
)
const nearly = fc
  .tuple(
    fc.constantFrom(
      ...Object.keys(message ?? {}),
      'photo',
      'sender_chat',
      'edit_date',
      'new_chat_members',
      'poll',
    ),
    value,
  )
  .map(([name, changed]) => Object.assign({}, message, { [name]: changed }))
const update = fc
  .tuple(
    fc.constantFrom(...ALLOWED_UPDATES, 'callback_query'),
    fc.oneof(nearly, value),
    fc.oneof(fc.integer(), value),
  )
  .map(([kind, content, number]) => ({ update_id: number, [kind]: content }))

describe('reading what Telegram sends', () => {
  it('never throws: each update is one event of the house’s form or one that is kept for inspection', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(update, fc.jsonValue()), { maxLength: 5 }), (updates) => {
        const { events, unreadable } = parseUpdates(updates, account)
        expect(events.length + unreadable.length).toBe(updates.length)
        for (const event of events) expect(ChannelEvent.safeParse(event).error).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('keeps a body that is no JSON, or no text at all', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const request = { method: 'POST', url: 'https://house.example/', headers: {}, body }
        const { events, unreadable } = parseRequest(request, account)
        expect(events.length + unreadable.length).toBe(1)
      }),
    )
  })
})
