import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { DiscordState } from './account.ts'
import { discord } from './discord.ts'
import { pollChannels } from './poll.ts'
import { pollOnce, textsOf } from '../testing/polling.ts'
import { connect, connectedBot, GENERAL, openDiscord, RANDOM } from './testing/server.ts'
import type { Bot } from './testing/server.ts'

/** Polls once after a while, so that no bucket is empty. */
async function poll(bot: Bot, state: DiscordState) {
  bot.clock.pass(6_000)
  return await pollOnce(discord, bot.world, { ...bot.account, state })
}

const said = ({ events }: { readonly events: readonly ChannelEvent[] }): string[] => textsOf(events)

describe('polling', () => {
  it('brings what was said since the channel was connected, oldest first', async () => {
    const bot = await connectedBot()
    bot.fake.say(GENERAL, { content: 'one' })
    const two = bot.fake.say(GENERAL, { content: 'two' })
    const page = await poll(bot, bot.account.state)
    expect(said(page)).toEqual(['one', 'two'])
    expect(page.events[1]).toMatchObject({
      type: 'message',
      eventId: two.id,
      key: two.id,
      thread: { key: GENERAL.id, kind: 'group', title: '#general' },
      author: { key: '700700', name: 'Ann Lee', handle: '@ann', self: false, bot: false },
    })
    expect(said(await poll(bot, page.state))).toEqual([])
  })

  it('does not bring what was said before', async () => {
    const opened = await openDiscord()
    opened.fake.say(GENERAL, { content: 'old' })
    const bot = await connect(opened, [GENERAL.id])
    bot.fake.say(GENERAL, { content: 'new' })
    expect(said(await poll(bot, bot.account.state))).toEqual(['new'])
  })

  it('reads the same page again where it was not committed', async () => {
    const bot = await connectedBot()
    bot.fake.say(GENERAL, { content: 'one' })
    const first = await poll(bot, bot.account.state)
    const again = await poll(bot, bot.account.state)
    expect(again.events).toEqual(first.events)
  })

  it('leaves its state alone where nothing has changed', async () => {
    const bot = await connectedBot([GENERAL.id, RANDOM.id])
    bot.fake.say(GENERAL, { content: 'one' })
    const { state } = await poll(bot, bot.account.state)
    expect((await poll(bot, state)).state).toEqual(state)
  })

  it('reads a long queue page by page, nothing left out and nothing twice', async () => {
    const bot = await connectedBot()
    const texts = Array.from({ length: 350 }, (_, n) => `message ${n}`)
    for (const content of texts) bot.fake.say(GENERAL, { content })
    const read: string[] = []
    let page = await poll(bot, bot.account.state)
    read.push(...said(page))
    while (page.more) {
      page = await poll(bot, page.state)
      read.push(...said(page))
    }
    expect(read).toEqual(texts)
  })

  it('brings edits of the newest messages, each once', async () => {
    const bot = await connectedBot()
    const message = bot.fake.say(GENERAL, { content: 'before' })
    const { state } = await poll(bot, bot.account.state)
    bot.fake.edit(GENERAL, message, 'after')
    const page = await poll(bot, state)
    expect(page.events).toMatchObject([{ type: 'edit', key: message.id, text: 'after' }])
    expect(said(await poll(bot, page.state))).toEqual([])
  })

  it('brings deletions of the newest messages, each once', async () => {
    const bot = await connectedBot()
    const [gone] = ['one', 'two'].map((content) => bot.fake.say(GENERAL, { content }))
    const { state } = await poll(bot, bot.account.state)
    bot.fake.channel(GENERAL).messages.delete(gone?.id ?? '')
    const page = await poll(bot, state)
    expect(page.events).toMatchObject([{ type: 'deletion', key: gone?.id }])
    expect(said(await poll(bot, page.state))).toEqual([])
  })

  it('takes no messages for deleted that it may no longer read', async () => {
    const bot = await connectedBot()
    bot.fake.say(GENERAL, { content: 'one' })
    const { state } = await poll(bot, bot.account.state)
    bot.fake.channel(GENERAL).readable = false
    expect(await poll(bot, state)).toMatchObject({ events: [], state })
  })

  it('passes over what the bot itself has written', async () => {
    const bot = await connectedBot()
    bot.fake.say(GENERAL, { content: 'mine', author: bot.fake.me })
    expect(said(await poll(bot, bot.account.state))).toEqual([])
  })

  it('names who is mentioned, tells what joins, and keeps what it does not know', async () => {
    const bot = await connectedBot()
    const mentions = [{ id: '5', username: 'bo', global_name: 'Bo' }]
    bot.fake.say(GENERAL, { content: 'hi <@5>', mentions })
    bot.fake.say(GENERAL, { type: 7 })
    bot.fake.say(GENERAL, { type: 999 })
    const page = await poll(bot, bot.account.state)
    expect(said(page)).toEqual(['hi @Bo', 'Joined the server.'])
    expect(page.unreadable).toHaveLength(1)
    expect((await poll(bot, page.state)).unreadable).toEqual([])
  })

  it('knows what a message replies to', async () => {
    const bot = await connectedBot()
    const question = bot.fake.say(GENERAL, { content: 'q' })
    bot.fake.say(GENERAL, { content: 'a', type: 19, message_reference: { message_id: question.id } })
    const { events } = await poll(bot, bot.account.state)
    expect(events).toMatchObject([{ replyTo: null }, { replyTo: question.id }])
  })

  it('waits where the headers say that the bucket is empty, and where a 429 says so', async () => {
    const bot = await connectedBot()
    const read = () => pollChannels(bot.world, bot.account)
    for (let n = 0; n < 4; n++) expect(await read()).toMatchObject({ value: { notBeforeMs: null } })
    const full = bot.clock.now() + 5_000
    expect(await read()).toMatchObject({ value: { notBeforeMs: full } })
    expect(await read()).toMatchObject({ ok: true, value: { notBeforeMs: full, events: [] } })
    bot.clock.pass(5_000)
    bot.fake.trouble('global limit')
    expect(await read()).toMatchObject({ value: { notBeforeMs: bot.clock.now() + 1_337 } })
  })

  it('leaves a channel that is closed to it alone for an hour, and reads the others', async () => {
    const bot = await connectedBot([GENERAL.id, RANDOM.id])
    bot.fake.channel(GENERAL).seen = false
    bot.fake.say(RANDOM, { content: 'here' })
    const page = await poll(bot, bot.account.state)
    expect(said(page)).toEqual(['here'])
    const asked = bot.fake.calls.length
    const { state } = await poll(bot, page.state)
    expect(bot.fake.calls.slice(asked).map(({ path }) => path)).toEqual([`/channels/${RANDOM.id}/messages`])
    bot.fake.channel(GENERAL).seen = true
    bot.fake.say(GENERAL, { content: 'back' })
    bot.clock.pass(60 * 60_000)
    expect(said(await poll(bot, state))).toEqual(['back'])
  })

  it('says that the token was revoked, or that Discord is out of reach', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('connection refused', 'connection refused')
    const lost = await pollChannels(bot.world, bot.account)
    expect(lost).toMatchObject({ error: { code: 'channel.unreachable' } })
    bot.fake.revoked = true
    const refused = await pollChannels(bot.world, bot.account)
    expect(refused).toMatchObject({ error: { code: 'channel.bad_credentials' } })
  })
})
