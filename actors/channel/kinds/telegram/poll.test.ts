import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { TelegramState } from './account.ts'
import { poll as pollBot } from './poll.ts'
import { pollOnce, textsOf } from '../testing/polling.ts'
import { telegram } from './telegram.ts'
import { ANN, connectedBot } from './testing/chat.ts'
import type { Bot } from './testing/chat.ts'

const DAY_MS = 24 * 60 * 60_000

const poll = async ({ world, account }: Bot, state: TelegramState) =>
  await pollOnce(telegram, world, { ...account, state })

const said = ({ events }: { readonly events: readonly ChannelEvent[] }): string[] => textsOf(events)

describe('polling', () => {
  it('gives the same page again until the next poll carries its offset', async () => {
    const bot = await connectedBot()
    bot.fake.say(ANN, { text: 'one' })
    bot.fake.say(ANN, { text: 'two' })
    const first = await poll(bot, bot.account.state)
    expect(said(first)).toEqual(['one', 'two'])
    // The commit failed: the state is the old one, and nothing is lost.
    const again = await poll(bot, bot.account.state)
    expect(again.events).toEqual(first.events)
    const next = await poll(bot, first.state)
    expect(next.events).toEqual([])
    // What was confirmed is gone at Telegram too.
    expect((await poll(bot, bot.account.state)).events).toEqual([])
  })

  it('asks with the highest number and one more', async () => {
    const bot = await connectedBot()
    bot.fake.say(ANN, { text: 'one' })
    const last = bot.fake.say(ANN, { text: 'two' })
    const { state } = await poll(bot, bot.account.state)
    await poll(bot, state)
    expect(bot.fake.calls.at(-1)?.params).toMatchObject({
      offset: last.update_id + 1,
      timeout: 0,
      limit: 100,
    })
  })

  it('never sends a negative offset, which would forget what waits', async () => {
    const bot = await connectedBot()
    await poll(bot, bot.account.state)
    expect(bot.fake.calls.at(-1)?.params).not.toHaveProperty('offset')
  })

  it('leaves its state alone where nothing came', async () => {
    const bot = await connectedBot()
    bot.fake.say(ANN, { text: 'one' })
    const { state } = await poll(bot, bot.account.state)
    bot.clock.pass(60_000)
    expect((await poll(bot, state)).state).toEqual(state)
  })

  it('reads a long queue page by page, in order', async () => {
    const bot = await connectedBot()
    const texts = Array.from({ length: 250 }, (_, n) => `message ${n}`)
    for (const text of texts) bot.fake.say(ANN, { text })
    const read: string[] = []
    let page = await poll(bot, bot.account.state)
    read.push(...said(page))
    while (page.more) {
      page = await poll(bot, page.state)
      read.push(...said(page))
    }
    expect(read).toEqual(texts)
  })

  it('goes on after a quiet week, when Telegram numbers anew from a lower number', async () => {
    const bot = await connectedBot()
    const before = bot.fake.say(ANN, { text: 'before' })
    const { state } = await poll(bot, bot.account.state)
    bot.clock.pass(8 * DAY_MS)
    const after = bot.fake.say(ANN, { text: 'after' })
    expect(after.update_id).toBeLessThan(before.update_id)
    const page = await poll(bot, state)
    expect(said(page)).toEqual(['after'])
    expect(page.state.next?.offset).toBe(after.update_id + 1)
  })

  it('skips no update that it cannot read, and keeps it for inspection', async () => {
    const bot = await connectedBot()
    bot.fake.say(ANN, { text: 'one' })
    bot.fake.happen({ poll_answer: { poll_id: 'p', option_ids: [1], option_persistent_ids: [] } })
    bot.fake.say(ANN, { text: 'two' })
    const page = await poll(bot, bot.account.state)
    expect(said(page)).toEqual(['one', 'two'])
    expect(page.unreadable.map(({ body }) => body)).toEqual([expect.stringContaining('poll_answer')])
    expect((await poll(bot, page.state)).unreadable).toEqual([])
  })

  it('says that a webhook stands in its way', async () => {
    const bot = await connectedBot()
    bot.fake.webhook.set({ url: 'https://elsewhere.example/' })
    const refused = await pollBot(bot.world, bot.account)
    expect(refused).toMatchObject({ error: { code: 'channel.bad_settings' } })
    expect(JSON.stringify(refused)).toContain('webhook is active')
  })

  it('says that the token was revoked', async () => {
    const bot = await connectedBot()
    bot.fake.revoked = true
    const refused = await pollBot(bot.world, bot.account)
    expect(refused).toMatchObject({ error: { code: 'channel.bad_credentials' } })
  })

  it('waits as long as Telegram says', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('flood')
    const page = await poll(bot, bot.account.state)
    expect(page).toMatchObject({ events: [], notBeforeMs: bot.clock.now() + 3_000, more: false })
  })

  it('is tried again where Telegram is out of reach', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('connection refused')
    const refused = await pollBot(bot.world, bot.account)
    expect(refused).toMatchObject({ error: { code: 'channel.unreachable' } })
  })
})

describe('a webhook that is watched', () => {
  it('takes nothing from Telegram, and is looked at again after a quarter of an hour', async () => {
    const bot = await connectedBot('hook')
    bot.fake.say(ANN, { text: 'on its way' })
    const { state } = bot.account
    expect(await poll(bot, state)).toMatchObject({
      events: [],
      unreadable: [],
      state,
      more: false,
      notBeforeMs: bot.clock.now() + 15 * 60_000,
    })
    expect(bot.fake.waiting()).toBe(1)
  })

  it('sounds the alarm over updates that could not be brought, until they are', async () => {
    const bot = await connectedBot('hook')
    bot.fake.say(ANN, { text: 'lost?' })
    await bot.fake.deliver(async () => new Response(null, { status: 503 }))
    const gap = await pollBot(bot.world, bot.account)
    expect(gap).toMatchObject({
      error: {
        code: 'channel.unreachable',
        message: 'Telegram could not bring 1 updates: Wrong response from the webhook: 503.',
      },
    })
    await bot.fake.deliver(async () => new Response())
    expect(await pollBot(bot.world, bot.account)).toMatchObject({ ok: true })
  })
})
