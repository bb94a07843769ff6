import { beforeEach, describe, expect, it } from 'vitest'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { XAccount } from './account.ts'
import { locateAnswers } from './locate.ts'
import { parseX } from './parse.ts'
import { XHouse } from './testing/account.ts'
import type { FakePost } from './testing/fake-x.ts'
import { ADA, BOB, ME } from './testing/people.ts'
import { CONSUMER_SECRET, postPayload } from './testing/webhooks.ts'

const LOOK_UP = 'GET /2/tweets/:id'

let house: XHouse
let account: XAccount

beforeEach(async () => {
  house = new XHouse()
  account = await house.connect({ consumerSecret: CONSUMER_SECRET })
})

/** What a webhook about a post brings, in the words of the house. */
async function hear(post: FakePost) {
  const parsed = parseX({ body: new TextEncoder().encode(JSON.stringify(postPayload(post))) }, account)
  const { events, unreadable } = await locateAnswers(house.world, account, parsed)
  expect(unreadable).toEqual([])
  return events.map((event) => ChannelEvent.parse(event))
}

describe('a mention that answers something', () => {
  it('is in its thread at once, with what it answers, and is the same as by polling', async () => {
    const root = house.fake.post(ADA, 'a question')
    const own = house.fake.post(ME, 'an answer', root)
    const mention = house.fake.post(BOB, '@me really?', own)
    const heard = await hear(mention)
    expect(heard).toMatchObject([
      { key: own.id, thread: { key: `post:${root.id}` }, author: { self: true } },
      { key: mention.id, thread: { key: `post:${root.id}` }, replyTo: own.id },
    ])
    expect((await house.catchUp(account)).events).toEqual(heard)
  })

  it('is not asked for where what it answers was read before', async () => {
    const root = house.fake.post(ADA, 'what do you think, @me?')
    const second = house.fake.post(BOB, '@me and you?', root)
    account = (await house.catchUp(account)).account
    for (const parent of [root, second]) {
      const mention = house.fake.post(ADA, '@me well?', parent)
      expect(await hear(mention)).toMatchObject([
        { key: mention.id, thread: { key: `post:${root.id}` }, replyTo: parent.id },
      ])
    }
    expect(house.fake.calls(LOOK_UP)).toBe(0)
  })

  it('is left to the next poll while X does not tell its thread', async () => {
    const root = house.fake.post(ADA, 'a question')
    const mention = house.fake.post(BOB, '@me what do you think?', root)
    house.fake.limits.set(LOOK_UP, 0)
    expect(await hear(mention)).toEqual([])
    const { events } = await house.catchUp(account)
    expect(events.at(-1)).toMatchObject({ key: mention.id, thread: { key: `post:${root.id}` } })
  })

  it('is shown by itself where X does not let the app read posts', async () => {
    const root = house.fake.post(ADA, 'a question')
    const mention = house.fake.post(BOB, '@me what do you think?', root)
    house.fake.closed.add(LOOK_UP)
    expect(await hear(mention)).toMatchObject([{ key: mention.id, thread: { key: `post:${mention.id}` } }])
  })

  it('that begins a thread is not asked for', async () => {
    const mention = house.fake.post(ADA, '@me hello')
    expect(await hear(mention)).toMatchObject([{ thread: { key: `post:${mention.id}` } }])
    expect(house.fake.calls(LOOK_UP)).toBe(0)
  })
})
