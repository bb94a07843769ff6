import { describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { XHouse } from './testing/account.ts'
import { ADA, BOB, ME, WITH_ADA, WITH_BOB } from './testing/people.ts'
import {
  challenge,
  CONSUMER_SECRET,
  messagePayload,
  postPayload,
  responseTo,
  signed,
} from './testing/webhooks.ts'
import { parseX } from './parse.ts'
import { verifyX } from './verify.ts'
import { x } from './x.ts'

const house = new XHouse()
const account = await house.connect({ consumerSecret: CONSUMER_SECRET })
const verdictOf = async (request: HookRequest) => await verifyX(request, CONSUMER_SECRET)

function read(payload: unknown) {
  const parsed = parseX({ body: new TextEncoder().encode(JSON.stringify(payload)) }, account)
  return { ...parsed, events: parsed.events.map((event) => ChannelEvent.parse(event)) }
}

describe('the challenge of X', () => {
  it.each([
    ['crc_token=challenge_string', 'challenge_string'],
    ['crc_token=MGIyMzQ%2BNTY3ODk%3D&nonce=1', 'MGIyMzQ+NTY3ODk='],
    ['crc_token=MGIy+zQ1/jc4OQ==', 'MGIy+zQ1/jc4OQ=='],
  ])('"%s" is answered with its HMAC under the consumer secret', async (query, token) => {
    const verdict = await verdictOf(challenge(query))
    if (verdict.verdict !== 'answer') throw new Error(verdict.verdict)
    expect(verdict.answer.status).toBe(200)
    expect(verdict.answer.headers['content-type']).toContain('application/json')
    expect(JSON.parse(verdict.answer.body)).toEqual(await responseTo(token))
  })

  it.each([
    '',
    'crc_token=',
    'crc_token={"for_user_id":"2000"}',
    'crc_token=a.b',
    'crc_token=a=b',
    `crc_token=${'a'.repeat(300)}`,
  ])(
    '"%s" is no base64 and is refused: the answer would sign what somebody else has made up',
    async (query) => {
      expect(await verdictOf(challenge(query))).toMatchObject({ verdict: 'refuse', status: 400 })
    },
  )

  it('never lends its signature to a payload, whatever its token', async () => {
    const token = '1234567890123456'
    const response = await verdictOf(challenge(`crc_token=${token}`))
    const body = response.verdict === 'answer' ? response.answer.body : ''
    const forged = await signed(token)
    expect(body).toContain(forged.headers['x-twitter-webhooks-signature'])
    expect(await verdictOf(forged)).toMatchObject({ verdict: 'refuse', status: 400 })
  })
})

describe('a request of the webhooks', () => {
  const payload = { for_user_id: ME.id, text: 'grüße 👋' }

  it('is accepted with a signature in base64 over its very bytes', async () => {
    expect(await verdictOf(await signed(payload))).toEqual({ verdict: 'accept' })
    const escaped = '{"for_user_id":"2000", "text":"\\ud83d\\ude00 gr\\u00fc\\u00dfe"}'
    expect(await verdictOf(await signed(escaped))).toEqual({ verdict: 'accept' })
  })

  it.each(['', 'sha256=', 'sha256=abc', `sha256=${'A'.repeat(43)}=`, `sha256=${'0'.repeat(64)}`])(
    'with the signature "%s" is refused with 401',
    async (signature) => {
      const request = await signed(payload)
      const headers = { 'x-twitter-webhooks-signature': signature }
      expect(await verdictOf({ ...request, headers })).toMatchObject({ verdict: 'refuse', status: 401 })
    },
  )

  it('is refused unsigned, with another body, with another secret, and by another method', async () => {
    const request = await signed(payload)
    const verdicts = await Promise.all([
      verdictOf({ ...request, headers: {} }),
      verdictOf({ ...request, body: new TextEncoder().encode('{}') }),
      verdictOf(await signed(payload, 'another secret')),
      verdictOf({ ...request, method: 'PUT' }),
    ])
    expect(verdicts).toMatchObject([{ status: 401 }, { status: 401 }, { status: 401 }, { status: 405 }])
  })

  it('is refused by a channel without a consumer secret, which polls', async () => {
    const polls = await house.connect()
    expect(await x.hook?.verify(await signed(payload), polls, 0)).toMatchObject({
      verdict: 'refuse',
      status: 403,
    })
    expect(await x.hook?.verify(challenge('crc_token=abc'), polls, 0)).toMatchObject({ verdict: 'refuse' })
    expect([x.intake(polls), x.intake(account)]).toEqual(['polling', 'both'])
  })
})

describe('a payload', () => {
  it.each([
    ['in', ADA, ME, WITH_ADA],
    ['out', ME, ADA, WITH_ADA],
    ['by a newer account', BOB, ME, WITH_BOB],
  ])(
    'with a direct message %s is in the talk of the two, which the payload does not name',
    (_, from, to, talk) => {
      const { events } = read(messagePayload(house.fake.say(from, talk, 'hi &amp; hello'), to))
      expect(events).toMatchObject([
        {
          thread: { key: `dm:${talk}`, kind: 'direct', url: `https://x.example/messages/${talk}` },
          text: 'hi & hello',
          author: { name: from.name, handle: `@${from.username}`, self: from === ME },
        },
      ])
    },
  )

  it('with a direct message is the same event as by polling', async () => {
    const fresh = new XHouse()
    const polls = await fresh.connect()
    const message = fresh.fake.say(ADA, WITH_ADA, 'hello')
    const { events } = await fresh.catchUp(polls)
    expect(read(messagePayload(message, ME)).events).toEqual(events)
  })

  it('with a mention begins a thread, in its whole length, and is the same event as by polling', async () => {
    const fresh = new XHouse()
    const polls = await fresh.connect()
    const post = fresh.fake.post(ADA, `@me ${'long '.repeat(50)}`)
    const { events } = await fresh.catchUp(polls)
    expect(events[0]?.thread.key).toBe(`post:${post.id}`)
    expect(read(postPayload(post)).events).toEqual(events)
  })

  it('with a post of our own, or one that is not for us, is of no concern', () => {
    const nothing = { events: [], unreadable: [] }
    expect(read(postPayload(house.fake.post(ME, 'note to @me')))).toEqual(nothing)
    expect(read(postPayload(house.fake.post(ADA, 'a question')))).toEqual(nothing)
  })

  it('that is not known, or for another account, is kept for inspection, and what is of no concern is not', () => {
    const { unreadable } = read({ for_user_id: ME.id, new_things: [{ a: 1 }] })
    expect(unreadable).toEqual([
      { reason: 'Switchboard does not know "new_things" of X.', body: '[{"a":1}]' },
    ])
    expect(read({ for_user_id: ADA.id, direct_message_events: [] }).unreadable).toHaveLength(1)
    expect(read({ data: { event_type: 'dm.received' } }).unreadable).toHaveLength(1)
    expect(read({ for_user_id: ME.id, direct_message_events: [{ type: 'new' }, 7] }).unreadable).toHaveLength(
      2,
    )
    expect(read({ for_user_id: ME.id, follow_events: [{}] })).toEqual({ events: [], unreadable: [] })
  })
})
