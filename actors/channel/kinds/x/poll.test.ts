import { beforeEach, describe, expect, it } from 'vitest'
import type { XAccount } from './account.ts'
import { XHouse } from './testing/account.ts'
import { ADA, BOB, ME, WITH_ADA } from './testing/people.ts'
import { x } from './x.ts'

const DMS = 'GET /2/dm_events'
const MENTIONS = 'GET /2/users/:id/mentions'
const DAY = 24 * 60 * 60_000
const MINUTE = 60_000

let house: XHouse
let account: XAccount

beforeEach(async () => {
  house = new XHouse()
  account = await house.connect()
})

/** Polls until nothing more waits, and goes on from there. @returns the texts */
async function news(): Promise<string[]> {
  const caughtUp = await house.catchUp(account)
  ;({ account } = caughtUp)
  return caughtUp.events.map(({ text }) => text)
}

function say(from: number, to: number): string[] {
  const texts = Array.from({ length: to - from }, (_, no) => String(from + no))
  for (const text of texts) house.fake.say(ADA, WITH_ADA, text)
  return texts
}

describe('direct messages', () => {
  it('are read from the newest back, a hundred at a time, until one that is known', async () => {
    const first = say(0, 250)
    expect((await news()).toSorted()).toEqual(first.toSorted())
    expect(house.fake.calls(DMS)).toBe(3)
    const later = say(250, 400)
    house.fake.requests.length = 0
    const read = await news()
    expect(later.every((text) => read.includes(text))).toBe(true)
    expect(house.fake.calls(DMS)).toBe(2)
    expect(await news()).toEqual([])
  })

  it('go back 30 days and no further', async () => {
    say(0, 1)
    house.clock.pass(31 * DAY)
    account = await house.connect()
    const recent = say(1, 3)
    expect(await news()).toEqual(recent)
  })

  it('that are written while older pages are read come next', async () => {
    say(0, 150)
    const half = await house.poll(account)
    expect([half.more, half.events.length]).toEqual([true, 100])
    house.fake.say(BOB, `${ME.id}-${BOB.id}`, 'meanwhile')
    account = half.account
    expect(await news()).toHaveLength(50)
    expect(await news()).toContain('meanwhile')
  })

  it('are found again where the newest of those that are known were deleted', async () => {
    say(0, 120)
    await news()
    house.fake.messages.splice(0, 10)
    house.fake.requests.length = 0
    const later = say(120, 121)
    expect(await news()).toContain(later[0])
    expect(house.fake.calls(DMS)).toBe(1)
  })

  it('come with their people, their thread, and our own among them', async () => {
    house.fake.say(ADA, WITH_ADA, '1 &lt; 2')
    house.fake.say(ME, WITH_ADA, 'indeed')
    house.fake.say(BOB, '1234567890123456789', 'all together')
    const { events } = await house.catchUp(account)
    expect(events).toMatchObject([
      {
        text: '1 < 2',
        thread: { key: `dm:${WITH_ADA}`, kind: 'direct', title: 'Ada' },
        author: { key: ADA.id, name: 'Ada', handle: '@ada', self: false },
      },
      { text: 'indeed', author: { self: true } },
      { thread: { key: 'dm:1234567890123456789', kind: 'group', title: null } },
    ])
  })
})

describe('mentions', () => {
  it('come with what they answer, in the thread of its first post, each once', async () => {
    await news()
    const root = house.fake.post(ADA, 'A question')
    const middle = house.fake.post(BOB, 'maybe', root)
    const mention = house.fake.post(ADA, '@me what do you think?', middle)
    const { events, account: after } = await house.catchUp(account)
    expect(events.map(({ key, thread, replyTo }) => [key, thread.key, replyTo])).toEqual([
      [middle.id, `post:${root.id}`, root.id],
      [mention.id, `post:${root.id}`, middle.id],
    ])
    expect((await house.catchUp(after)).events).toEqual([])
  })

  it('are none passed over after a first look at nothing', async () => {
    expect(await news()).toEqual([])
    for (let no = 0; no < 250; no += 1) house.fake.post(ADA, `@me ${no}`)
    expect(new Set(await news()).size).toBe(250)
  })

  it('are the newest hundred at first, and all that came since then', async () => {
    for (let no = 0; no < 130; no += 1) house.fake.post(ADA, `@me ${no}`)
    expect(await news()).toHaveLength(100)
    for (let no = 130; no < 380; no += 1) house.fake.post(ADA, `@me ${no}`)
    expect(new Set(await news()).size).toBe(250)
  })
})

describe('the limits of X', () => {
  it('are small: the usual rhythm stays within fifteen questions in fifteen minutes', () => {
    expect((15 * MINUTE) / (x.polling?.quickMs ?? 0)).toBeLessThanOrEqual(15)
  })

  it('let one feed rest until its window ends, while the other goes on', async () => {
    house.fake.limits.set(DMS, 2)
    const texts = say(0, 250)
    house.fake.post(ADA, '@me hello')
    const read = await news()
    expect(read).toHaveLength(201)
    house.fake.post(ADA, '@me again')
    expect(await news()).toEqual(['@me again'])
    expect(house.fake.calls(DMS)).toBe(3)
    house.clock.pass(15 * MINUTE)
    expect([...read, ...(await news())].filter((text) => texts.includes(text))).toHaveLength(250)
  })

  it('put off the next poll to the time that X names, of a day where that is used up', async () => {
    house.fake.limits.set(DMS, 0)
    house.fake.limits.set(MENTIONS, 0)
    const limited = await house.poll(account)
    expect(limited).toMatchObject({ events: [], more: false, notBeforeMs: house.clock.now() + 15 * MINUTE })
    house.fake.limits.dayEndsAt = house.clock.now() + DAY
    const daily = await house.poll(account)
    expect(daily.notBeforeMs).toBe(house.clock.now() + DAY)
  })
})

describe('what X does not let this app read', () => {
  it('is asked for again in an hour, and the rest is read', async () => {
    house.fake.closed.add(MENTIONS)
    say(0, 1)
    expect(await news()).toEqual(['0'])
    await news()
    expect(house.fake.calls(MENTIONS)).toBe(1)
    house.clock.pass(60 * MINUTE)
    house.fake.closed.clear()
    house.fake.post(ADA, '@me hello')
    expect(await news()).toEqual(['@me hello'])
  })

  it('in the middle of its pages is begun again', async () => {
    const texts = say(0, 250)
    const half = await house.poll(account)
    ;({ account } = half)
    house.fake.closed.add(DMS)
    expect(await news()).toEqual([])
    house.fake.closed.clear()
    house.clock.pass(60 * MINUTE)
    expect((await news()).toSorted()).toEqual(texts.toSorted())
  })

  it('is told to the person where it is all', async () => {
    for (const endpoint of [DMS, MENTIONS]) house.fake.closed.add(endpoint)
    const refused = await x.polling?.poll(house.world, account)
    expect(refused).toMatchObject({ ok: false, error: { code: 'channel.bad_settings' } })
    expect(refused?.ok === false && refused.error.message).toContain('Your plan has no access')
  })

  it('because the token is refused wants new credentials', async () => {
    house.fake.oauth.tokens.clear()
    expect(await x.polling?.poll(house.world, account)).toMatchObject({
      ok: false,
      error: { code: 'channel.bad_credentials' },
    })
  })
})
