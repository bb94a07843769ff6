import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Polled } from '../kind.ts'
import type { SlackAccount } from './identify.ts'
import { parseSlack } from './parse.ts'
import { slack } from './slack.ts'
import type { SlackState } from './state.ts'
import { catchUp as catchUpWith, pollOnce } from '../testing/polling.ts'
import { SlackHouse } from './testing/account.ts'
import { BOT } from './testing/workspace.ts'

let house: SlackHouse
let account: SlackAccount

beforeEach(async () => {
  house = new SlackHouse()
  account = await house.connect()
})

/** One poll. */
async function poll(): Promise<Polled<SlackState>> {
  const page = await pollOnce(slack, house.world, account)
  account = page.account
  return page
}

/** Polls until the catch-up is over, waiting where Slack says so. */
async function catchUp(): Promise<ChannelEvent[]> {
  const read = await catchUpWith(slack, house.world, account, { pass: (ms) => (house.at += ms) })
  account = read.account
  return read.events
}

const textsOf = (events: readonly ChannelEvent[]) =>
  events.flatMap((event) => (event.type === 'message' ? [event.text] : []))

const methods = () => house.fake.calls.map(({ method }) => method)

describe('the history of a workspace', () => {
  it('is read from a week back on, oldest first within a page, and only what is new the next time', async () => {
    house.fake.write('C1', { text: 'long ago' }, house.at / 1000 - 8 * 86_400)
    house.fake.write('C1', { text: 'one' }, house.at / 1000 - 100)
    house.fake.write('C1', { text: 'two' }, house.at / 1000 - 50)
    house.fake.write('D1', { text: 'three' }, house.at / 1000 - 10)
    expect(textsOf(await catchUp())).toEqual(['one', 'two', 'three'])
    expect(await catchUp()).toEqual([])
    house.at += 60_000
    house.fake.write('C1', { text: 'four' })
    expect(textsOf(await catchUp())).toEqual(['four'])
  })

  it('is read by its cursor to the end, page by page', async () => {
    for (let no = 0; no < 450; no += 1)
      house.fake.write('C1', { text: `no ${no}` }, house.at / 1000 - 500 + no)
    const texts = textsOf(await catchUp())
    expect(texts).toHaveLength(450)
    expect(new Set(texts).size).toBe(450)
    expect(methods().filter((method) => method === 'conversations.history')).toHaveLength(4)
  })

  it('is not passed over when it breaks off in the middle: the same page is read again', async () => {
    for (let no = 0; no < 450; no += 1)
      house.fake.write('C1', { text: `no ${no}` }, house.at / 1000 - 500 + no)
    const texts: string[] = []
    for (let page = 0; page < 4; page += 1) texts.push(...textsOf((await poll()).events))
    house.fake.next('conversations.history', 'lost')
    const before = account.state
    expect(await slack.polling?.poll(house.world, account)).toMatchObject({
      ok: false,
      error: { code: 'channel.unreachable' },
    })
    expect(account.state).toBe(before)
    texts.push(...textsOf(await catchUp()))
    expect(new Set(texts).size).toBe(450)
  })

  it('gives a message the id and the thread that its event gives it', async () => {
    const root = house.fake.write('C1', { text: 'root' })
    const answer = house.fake.write('C1', { text: 'answer', thread_ts: root.ts })
    const talk = house.fake.write('D1', { text: 'talk' })
    const told = await Promise.all(
      (
        [
          ['C1', root],
          ['C1', answer],
          ['D1', talk],
        ] as const
      ).map(async ([channel, message]) => {
        const { thread_ts: thread, ...bare } = message
        const own = thread === message.ts ? bare : message
        return parseSlack(await house.fake.messageEvent(channel, own), account.state).events[0]
      }),
    )
    const ids = (events: readonly (ChannelEvent | undefined)[]) =>
      events.map((event) => `${event?.eventId} in ${event?.thread.key}`).toSorted()
    const read = (await catchUp()).filter(
      (event, at, all) => all.findIndex(({ eventId }) => eventId === event.eventId) === at,
    )
    expect(ids(read)).toEqual(ids(told))
  })

  it('knows answers in threads, edits, and what the account wrote elsewhere', async () => {
    const root = house.fake.write('D1', { text: 'root' })
    house.fake.write('D1', { text: 'inside', thread_ts: root.ts })
    house.fake.write('C1', { text: 'edited', edited: { user: 'U1', ts: root.ts } })
    house.fake.write('C1', { text: 'mine', user: BOT.user, bot_id: BOT.bot })
    const events = await catchUp()
    expect(events).toContainEqual(expect.objectContaining({ type: 'edit', text: 'edited' }))
    expect(events.find((event) => event.type === 'message' && event.text === 'inside')?.thread.key).toBe(
      `D1:${root.ts}`,
    )
    expect(events.find((event) => event.type === 'message' && event.text === 'mine')).toMatchObject({
      author: { self: true },
    })
  })

  it('brings answers that were missed in a thread that began before what was read', async () => {
    const root = house.fake.write('C1', { text: 'root' }, house.at / 1000 - 500)
    house.fake.write('C1', { text: 'newer' }, house.at / 1000 - 100)
    await catchUp()
    house.at += 60_000
    house.fake.write('C1', { text: 'missed', thread_ts: root.ts })
    const events = await catchUp()
    expect(textsOf(events)).toContain('missed')
    expect(events.find((event) => event.type === 'message' && event.text === 'missed')?.thread.key).toBe(
      `C1:${root.ts}`,
    )
    expect(textsOf(events)).not.toContain('newer')
    house.fake.calls.length = 0
    expect(await catchUp()).toEqual([])
    expect(methods()).not.toContain('conversations.replies')
  })

  it('brings all answers of a long thread, by its cursor, and waits for them as Slack says', async () => {
    const root = house.fake.write('C1', { text: 'root' }, house.at / 1000 - 900)
    await catchUp()
    for (let no = 0; no < 450; no += 1)
      house.fake.write('C1', { text: `no ${no}`, thread_ts: root.ts }, house.at / 1000 - 800 + no)
    house.fake.next('conversations.replies', {
      status: 429,
      body: { ok: false, error: 'ratelimited' },
      retryAfter: 30,
    })
    const before = house.at
    const texts = textsOf(await catchUp())
    expect(texts.filter((text) => text.startsWith('no '))).toHaveLength(450)
    expect(house.at - before).toBeGreaterThanOrEqual(30_000)
    expect(methods().filter((method) => method === 'conversations.replies')).toHaveLength(4)
  })

  it('does not lose an answer that comes between two pages of the history', async () => {
    const threads = ['one', 'two'].map((text, no) =>
      house.fake.write('C1', { text }, house.at / 1000 - 900 + no * 300),
    )
    for (let no = 0; no < 199; no += 1)
      house.fake.write('C1', { text: `no ${no}` }, house.at / 1000 - 500 + no)
    const answer = (to: number, text: string) => {
      house.at += 1_000
      return house.fake.write('C1', { text, thread_ts: threads[to]?.ts ?? '' })
    }
    const texts: string[] = []
    for (;;) {
      const { events } = await poll()
      texts.push(...textsOf(events))
      if (texts.includes('no 198')) break
    }
    answer(1, 'between')
    answer(0, 'on the second page')
    texts.push(...textsOf(await catchUp()), ...textsOf(await catchUp()))
    expect(texts).toEqual(expect.arrayContaining(['between', 'on the second page']))
  })

  it('brings an edit that was missed of a message that was read before', async () => {
    const message = house.fake.write('C1', { text: 'before' }, house.at / 1000 - 100)
    await catchUp()
    message.text = 'after'
    message.edited = { user: 'U1', ts: `${house.at / 1000}.000900` }
    expect(await catchUp()).toMatchObject([{ type: 'edit', key: message.ts, text: 'after' }])
  })

  it('waits as long as Retry-After says, and goes on where it was', async () => {
    house.fake.write('C1', { text: 'one' })
    await poll()
    house.fake.next('users.conversations', {
      status: 429,
      body: { ok: false, error: 'ratelimited' },
      retryAfter: 30,
    })
    expect(await poll()).toMatchObject({ events: [], more: true, notBeforeMs: house.at + 30_000 })
    expect(textsOf(await catchUp())).toEqual(['one'])
  })

  it('is read to the end by an app that may ask once a minute for 15 messages, without running into its limit', async () => {
    house.fake.historyLimited = true
    for (let no = 0; no < 100; no += 1)
      house.fake.write('C1', { text: `no ${no}` }, house.at / 1000 - 500 + no)
    const began = house.at
    expect(textsOf(await catchUp())).toHaveLength(100)
    expect(house.at - began).toBeGreaterThanOrEqual(6 * 60_000)
    const calls = methods().filter((method) => method === 'conversations.history')
    expect(calls.length).toBeLessThanOrEqual(7 + 1 + 2)
  })

  it('passes over a channel that it may not read', async () => {
    house.fake.next('conversations.history', {
      status: 200,
      body: { ok: false, error: 'missing_scope', needed: 'channels:history' },
    })
    house.fake.write('D1', { text: 'readable' })
    expect(textsOf(await catchUp())).toEqual(['readable'])
  })

  it('says that the channel needs new credentials when Slack no longer knows the token', async () => {
    house.fake.tokens.clear()
    expect(await slack.polling?.poll(house.world, account)).toMatchObject({
      ok: false,
      error: { code: 'channel.bad_credentials' },
    })
  })

  it('brings the names of people and channels, which events do not', async () => {
    await catchUp()
    const written = house.fake.write('D1', { text: 'for <@U2> in <#C1>' })
    const [event] = parseSlack(await house.fake.messageEvent('D1', written), account.state).events
    expect(event).toMatchObject({
      author: { key: 'U1', name: 'Ada' },
      text: 'for @Bob in #general',
      thread: { title: 'Ada' },
    })
  })
})
