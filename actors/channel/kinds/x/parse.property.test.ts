import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Parsed } from '../kind.ts'
import { readPage } from './pages.ts'
import { parseX } from './parse.ts'
import { XHouse } from './testing/account.ts'
import { ADA, ME, PEOPLE, WITH_ADA } from './testing/people.ts'

const account = await new XHouse().connect()
const { state } = account

/** Anything at all, and what is nearly right. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '7',
    '2026-11-21T12:00:00Z',
    '1790000000000',
    ADA.id,
    ME.id,
    WITH_ADA,
    '\ud800',
    'x'.repeat(70_000),
  ),
  fc.constantFrom({ urls: [{ url: 'x', expanded_url: 'https://example.org/' }] }, [
    { type: 'replied_to', id: '7' },
  ]),
)

function nearly(names: readonly string[]) {
  return fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] })
}

const messageV2 = nearly([
  'id',
  'sender_id',
  'dm_conversation_id',
  'created_at',
  'text',
  'entities',
  'event_type',
])
const postV2 = nearly([
  'id',
  'conversation_id',
  'author_id',
  'created_at',
  'text',
  'entities',
  'note_tweet',
  'referenced_tweets',
])
const inner = fc.record({
  target: nearly(['recipient_id']),
  sender_id: value,
  message_data: nearly(['text', 'entities']),
})
const messageV1 = fc.record({
  type: fc.constant('message_create'),
  id: value,
  created_timestamp: value,
  message_create: fc.oneof(inner, value),
})
const postV1 = fc.record({
  id_str: value,
  created_at: value,
  text: value,
  user: fc.oneof(fc.constant({ id_str: ADA.id }), value),
  entities: fc.constant({ user_mentions: [{ id_str: ME.id }] }),
  extended_tweet: fc.oneof(nearly(['full_text', 'entities']), fc.constant(null)),
})

function check({ events }: Parsed): void {
  for (const event of events) expect(ChannelEvent.safeParse(event).error).toBeUndefined()
}

const encode = (payload: unknown) => ({ body: new TextEncoder().encode(JSON.stringify(payload)) })

describe('reading what X says', () => {
  it('never throws for a payload: what it reads is of the house’s form, and of a message one event or one that is kept', () => {
    const list = (one: fc.Arbitrary<unknown>) =>
      fc.oneof(fc.array(fc.oneof(one, value), { maxLength: 3 }), value)
    const payload = fc.record({
      for_user_id: fc.constant(ME.id),
      users: fc.oneof(value, fc.constant(PEOPLE)),
      direct_message_events: fc.array(fc.oneof(messageV1, value), { maxLength: 3 }),
      tweet_create_events: list(postV1),
    })
    fc.assert(
      fc.property(payload, (one) => {
        check(parseX(encode(one), account))
        const direct = parseX(encode({ ...one, tweet_create_events: [] }), account)
        expect(direct.events.length + direct.unreadable.length).toBe(one.direct_message_events.length)
      }),
      { numRuns: 300 },
    )
  })

  it('never throws for bytes of any kind, and keeps them', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        (body) => {
          expect(parseX({ body }, account).unreadable).toHaveLength(1)
        },
      ),
    )
  })

  it('never throws for a page of the API', () => {
    const page = (one: fc.Arbitrary<unknown>) =>
      fc.record({
        data: fc.oneof(fc.array(fc.oneof(one, value), { maxLength: 4 }), value),
        includes: fc.oneof(fc.record({ users: value, tweets: fc.array(one) }), value),
        meta: fc.oneof(nearly(['next_token']), value),
      })
    fc.assert(
      fc.property(page(messageV2), (body) => check(readPage('messages', body, state).parsed)),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(page(postV2), (body) => check(readPage('mentions', body, state).parsed)),
      { numRuns: 300 },
    )
  })
})
