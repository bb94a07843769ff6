import { describe, expect, it } from 'vitest'
import { telegram } from './telegram.ts'
import { MAX_MESSAGE, paces } from './send.ts'
import { threadOf } from './thread.ts'
import { ANN, connectedBot, FORUM, GROUP, NEWS, sendTo, TEAM } from './testing/chat.ts'
import { outgoing } from '../testing/outgoing.ts'
import type { Bot } from './testing/chat.ts'

type Sending = Parameters<typeof telegram.perform>

async function openBot(): Promise<Bot> {
  const bot = await connectedBot()
  for (const chat of [ANN, TEAM, FORUM, GROUP, NEWS]) bot.fake.chat(chat)
  return bot
}

function perform({ world, account }: Bot, act: Sending[2], files: Sending[3] = []) {
  return telegram.perform(world, account, act, files)
}

function named(name: string, type: string) {
  return { name, type, bytes: new TextEncoder().encode(name) }
}

describe('a message that is sent', () => {
  it('arrives, and its key and address are told', async () => {
    const bot = await openBot()
    const sent = await perform(bot, sendTo(NEWS, 'Hello <b>*_'))
    const [message] = bot.fake.messages(NEWS)
    expect(message).toMatchObject({ text: 'Hello <b>*_' })
    const key = String(message?.message_id)
    expect(sent).toEqual({ outcome: 'sent', reason: null, key, url: `https://t.me/news/${key}` })
  })

  it('goes into its topic', async () => {
    const bot = await openBot()
    bot.fake.chat(FORUM).topics.add(77)
    expect(await perform(bot, sendTo(FORUM, 'in', { topic: 77 }))).toMatchObject({ outcome: 'sent' })
    expect(bot.fake.messages(FORUM)).toMatchObject([{ message_thread_id: 77 }])
    const gone = await perform(bot, sendTo(FORUM, 'out', { topic: 78 }))
    expect(gone).toMatchObject({
      outcome: 'failed',
      reason: 'Telegram says: Bad Request: message thread not found.',
    })
  })

  it('replies to a message, and stands alone where that is gone', async () => {
    const bot = await openBot()
    const { message } = bot.fake.say(ANN, { text: 'question' })
    const replied = await perform(bot, sendTo(ANN, 'answer', { replyTo: String(message?.message_id) }))
    expect(bot.fake.chat(ANN).replies.get(Number(replied.key))).toBe(message?.message_id)
    for (const replyTo of ['999999', 'membership-5']) {
      bot.clock.pass(1_000)
      expect(await perform(bot, sendTo(ANN, 'answer', { replyTo }))).toMatchObject({ outcome: 'sent' })
    }
  })

  it('of 4,096 characters is sent, a longer one is refused before it leaves', async () => {
    const bot = await openBot()
    const limits = { maxLength: MAX_MESSAGE, maxCaptionLength: 1_024, countedIn: 'utf16' }
    expect(telegram.features).toMatchObject(limits)
    expect(await perform(bot, sendTo(ANN, 'x'.repeat(4_096)))).toMatchObject({ outcome: 'sent' })
    const calls = bot.fake.calls.length
    expect(await perform(bot, sendTo(ANN, 'x'.repeat(4_097)))).toMatchObject({ outcome: 'failed' })
    expect(bot.fake.calls.length).toBe(calls)
  })
})

describe('a send that fails', () => {
  it('waits as long as Telegram’s 429 says, and surely was not taken', async () => {
    const bot = await openBot()
    for (const text of ['1', '2', '3', '4']) {
      expect(await perform(bot, sendTo(ANN, text))).toMatchObject({ outcome: 'sent' })
    }
    expect(await perform(bot, sendTo(ANN, '5'))).toMatchObject({ outcome: 'retry', afterMs: 3_000 })
    expect(bot.fake.messages(ANN)).toHaveLength(4)
    bot.clock.pass(3_000)
    expect(await perform(bot, sendTo(ANN, '5'))).toMatchObject({ outcome: 'sent' })
  })

  it('names the supergroup that its group has become, and is sent there', async () => {
    const bot = await openBot()
    bot.fake.upgrade(GROUP, TEAM)
    const moved = await perform(bot, sendTo(GROUP, 'hello'))
    expect(moved).toMatchObject({ outcome: 'retry', afterMs: 0, moved: { key: String(TEAM.id) } })
    if (moved.moved === undefined) throw new Error('not moved')
    const again = outgoing({ type: 'send', thread: moved.moved, text: 'hello', replyTo: null })
    expect(await perform(bot, again)).toMatchObject({ outcome: 'sent' })
  })

  it('is over for good where the bot was blocked (403) or the chat is not known (400)', async () => {
    const bot = await openBot()
    bot.fake.chat(ANN).closed = true
    const blocked = await perform(bot, sendTo(ANN, 'hello'))
    expect(blocked).toMatchObject({
      outcome: 'failed',
      reason: 'Telegram says: Forbidden: bot was blocked by the user.',
    })
    expect(await perform(bot, sendTo({ ...ANN, id: 99 }, 'hello'))).toMatchObject({ outcome: 'failed' })
  })

  it('shows that the token was revoked', async () => {
    const bot = await openBot()
    bot.fake.revoked = true
    expect(await perform(bot, sendTo(ANN, 'hello'))).toMatchObject({ outcome: 'unauthorised' })
  })

  it('is unknown where the answer was lost, for Telegram may have taken it', async () => {
    const bot = await openBot()
    bot.fake.trouble('answer lost')
    expect(await perform(bot, sendTo(ANN, 'taken'))).toMatchObject({ outcome: 'unknown' })
    expect(bot.fake.messages(ANN)).toHaveLength(1)
    bot.fake.trouble('bad gateway')
    expect(await perform(bot, sendTo(ANN, 'not taken'))).toMatchObject({ outcome: 'unknown' })
    expect(telegram.idempotent).toBe(false)
  })
})

describe('files', () => {
  it('go as photos with a caption, as documents, or as one group', async () => {
    const bot = await openBot()
    const photo = named('a.png', 'image/png')
    const paper = named('b "x"\r\n.pdf', 'application/pdf')
    expect(await perform(bot, sendTo(ANN, 'look'), [photo])).toMatchObject({ outcome: 'sent' })
    expect(await perform(bot, sendTo(ANN, ''), [paper])).toMatchObject({ outcome: 'sent' })
    expect(await perform(bot, sendTo(ANN, 'both'), [photo, paper])).toMatchObject({ outcome: 'sent' })
    expect(bot.fake.messages(ANN)).toMatchObject([
      { caption: 'look', photo: [{}] },
      { document: { file_name: 'b _x___.pdf' } },
      { caption: 'both', document: { file_name: 'a.png' }, media_group_id: 'sent-group' },
      { document: { file_name: 'b _x___.pdf' } },
    ])
  })

  it('are refused beside a text that is too long for a caption, or when there are more than ten', async () => {
    const bot = await openBot()
    const photo = named('a.png', 'image/png')
    // A smiley is two units of UTF-16, of which 1,024 are taken.
    expect(await perform(bot, sendTo(ANN, '🙂'.repeat(513)), [photo])).toMatchObject({ outcome: 'failed' })
    expect(await perform(bot, sendTo(ANN, 'x'.repeat(1_025)), [photo])).toMatchObject({ outcome: 'failed' })
    const eleven = Array.from({ length: 11 }, () => photo)
    expect(await perform(bot, sendTo(ANN, ''), eleven)).toMatchObject({ outcome: 'failed' })
    expect(bot.fake.messages(ANN)).toEqual([])
  })
})

describe('a change of a message', () => {
  const thread = threadOf(ANN)

  it('edits its text or its caption, and may be done twice', async () => {
    const bot = await openBot()
    const { key: text } = await perform(bot, sendTo(ANN, 'before'))
    const { key: photo } = await perform(bot, sendTo(ANN, 'before'), [named('a.png', 'image/png')])
    for (const key of [text, text, photo]) {
      const edit = outgoing({ type: 'edit', thread, key: key ?? '', text: 'after' })
      expect(await perform(bot, edit)).toMatchObject({ outcome: 'sent' })
    }
    expect(bot.fake.messages(ANN)).toMatchObject([{ text: 'after' }, { caption: 'after' }])
  })

  it('deletes it, and finds it deleted', async () => {
    const bot = await openBot()
    const { key } = await perform(bot, sendTo(ANN, 'gone'))
    const deletion = outgoing({ type: 'delete', thread, key: key ?? '' })
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'sent' })
    expect(bot.fake.messages(ANN)).toEqual([])
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'sent' })
  })

  it('sets and takes away a reaction', async () => {
    const bot = await openBot()
    const id = bot.fake.say(ANN, { text: 'nice' }).message?.message_id ?? 0
    for (const reactions of [['👍'], []]) {
      const react = outgoing({ type: 'react', thread, key: String(id), reactions })
      expect(await perform(bot, react)).toMatchObject({ outcome: 'sent' })
      expect(bot.fake.chat(ANN).reactions.get(id)).toEqual(reactions)
    }
  })

  it('is tried again after a lost answer, since twice does no harm', async () => {
    const bot = await openBot()
    const { key } = await perform(bot, sendTo(ANN, 'gone'))
    bot.fake.trouble('answer lost')
    const deletion = outgoing({ type: 'delete', thread, key: key ?? '' })
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'retry' })
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'sent' })
  })
})

describe('the pace', () => {
  it('is 1 a second for a chat, 20 a minute for a group, 30 a second over all', () => {
    expect(paces(sendTo(ANN, 'x'))).toEqual([
      { key: 'chat:7', burst: 1, everyMs: 1_000 },
      { key: 'all', burst: 30, everyMs: 34 },
    ])
    expect(paces(sendTo(FORUM, 'x', { topic: 77 }))).toContainEqual({
      key: `group:${FORUM.id}`,
      burst: 20,
      everyMs: 3_000,
    })
  })
})
