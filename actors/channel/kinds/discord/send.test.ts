import { describe, expect, it } from 'vitest'
import { discord } from './discord.ts'
import { paces } from './send.ts'
import { connectedBot, GENERAL, sendTo, threadIn } from './testing/server.ts'
import { outgoing } from '../testing/outgoing.ts'
import type { Bot } from './testing/server.ts'

type Sending = Parameters<typeof discord.perform>

function perform({ world, account }: Bot, act: Sending[2], files: Sending[3] = []) {
  return discord.perform(world, account, act, files)
}

function messages({ fake }: Bot) {
  return fake.channel(GENERAL).sorted()
}

describe('a message that is sent', () => {
  it('arrives, calls nobody, and its key and address are told', async () => {
    const bot = await connectedBot()
    const sent = await perform(bot, sendTo(GENERAL, 'Hello @everyone'))
    const [message] = messages(bot)
    expect(message).toMatchObject({
      content: 'Hello @everyone',
      allowed_mentions: { parse: [], replied_user: false },
    })
    const url = `https://discord.com/channels/${GENERAL.guild}/${GENERAL.id}/${message?.id}`
    expect(sent).toEqual({ outcome: 'sent', reason: null, key: message?.id, url })
  })

  it('replies to a message, and stands alone where that is gone or was a command', async () => {
    const bot = await connectedBot()
    const question = bot.fake.say(GENERAL, { content: 'q' })
    await perform(bot, sendTo(GENERAL, 'a', question.id))
    expect(messages(bot)[1]).toMatchObject({ message_reference: { message_id: question.id } })
    expect(await perform(bot, sendTo(GENERAL, 'b', '123456'))).toMatchObject({ outcome: 'sent' })
  })

  it('of 2,000 characters is sent, a longer one is refused before it leaves', async () => {
    const bot = await connectedBot()
    expect(await perform(bot, sendTo(GENERAL, 'x'.repeat(2_000)))).toMatchObject({ outcome: 'sent' })
    const calls = bot.fake.calls.length
    expect(await perform(bot, sendTo(GENERAL, 'x'.repeat(2_001)))).toMatchObject({ outcome: 'failed' })
    expect(bot.fake.calls.length).toBe(calls)
    expect(discord.features.maxLength).toBe(2_000)
  })

  it('takes files along', async () => {
    const bot = await connectedBot()
    const file = { name: 'a"\r\n.txt', type: 'text/plain', bytes: new Uint8Array([1, 2, 3]) }
    expect(await perform(bot, sendTo(GENERAL, ''), [file, file])).toMatchObject({ outcome: 'sent' })
    expect(messages(bot)).toMatchObject([{ attachments: [{ filename: 'a___.txt', size: 3 }, {}] }])
    const many = Array.from({ length: 11 }, () => file)
    expect(await perform(bot, sendTo(GENERAL, ''), many)).toMatchObject({ outcome: 'failed' })
  })
})

describe('a lost answer', () => {
  it('is asked for again with the same nonce, and the message is there once', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('answer lost')
    const sent = await perform(bot, sendTo(GENERAL, 'once'))
    expect(messages(bot)).toHaveLength(1)
    expect(sent).toMatchObject({ outcome: 'sent', key: messages(bot)[0]?.id })
  })

  it('that is lost again is unknown', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('answer lost', 'bad gateway')
    expect(await perform(bot, sendTo(GENERAL, 'taken'))).toMatchObject({ outcome: 'unknown' })
    expect(messages(bot)).toHaveLength(1)
  })

  it('is unknown where the second try has to wait', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('answer lost', 'global limit')
    expect(await perform(bot, sendTo(GENERAL, 'taken'))).toMatchObject({ outcome: 'unknown' })
  })

  it('is not to be asked for minutes later, when Discord has forgotten the nonce', async () => {
    const bot = await connectedBot()
    const message = sendTo(GENERAL, 'twice')
    await perform(bot, message)
    bot.clock.pass(2 * 60_000)
    await perform(bot, message)
    expect(messages(bot)).toHaveLength(1)
    bot.clock.pass(10 * 60_000)
    await perform(bot, message)
    expect(messages(bot)).toHaveLength(2)
    expect(discord.idempotent).toBe(false)
  })
})

describe('a send that fails', () => {
  it('rests when the headers say that the bucket is empty, and waits as a 429 says', async () => {
    const bot = await connectedBot()
    const key = `send:${GENERAL.id}`
    for (let n = 0; n < 4; n++) expect(await perform(bot, sendTo(GENERAL, `${n}`))).not.toHaveProperty('rest')
    bot.clock.pass(250)
    expect(await perform(bot, sendTo(GENERAL, '4'))).toMatchObject({
      outcome: 'sent',
      rest: { key, ms: 4_750 },
    })
    expect(await perform(bot, sendTo(GENERAL, '5'))).toMatchObject({
      outcome: 'retry',
      afterMs: 4_750,
      rest: { key, ms: 4_750 },
    })
    bot.clock.pass(4_750)
    expect(await perform(bot, sendTo(GENERAL, '5'))).toMatchObject({ outcome: 'sent' })
    expect(paces(sendTo(GENERAL, 'x')).map((pace) => pace.key)).toEqual([key, 'all'])
  })

  it('lets the whole bot rest after a global 429, whose seconds have fractions', async () => {
    const bot = await connectedBot()
    bot.fake.trouble('global limit')
    expect(await perform(bot, sendTo(GENERAL, 'x'))).toMatchObject({
      outcome: 'retry',
      afterMs: 1_337,
      rest: { key: 'all', ms: 1_337 },
    })
  })

  it('is over for good where the bot may not write, and shows a revoked token', async () => {
    const bot = await connectedBot()
    bot.fake.channel(GENERAL).writable = false
    expect(await perform(bot, sendTo(GENERAL, 'x'))).toMatchObject({
      outcome: 'failed',
      reason: 'Discord says: Missing Permissions (50013).',
    })
    bot.fake.revoked = true
    expect(await perform(bot, sendTo(GENERAL, 'x'))).toMatchObject({ outcome: 'unauthorised' })
  })
})

describe('a change of a message', () => {
  const thread = threadIn(GENERAL)

  it('edits and deletes it, and may be done twice', async () => {
    const bot = await connectedBot()
    const { key } = await perform(bot, sendTo(GENERAL, 'before'))
    if (typeof key !== 'string') throw new Error('not sent')
    const edit = outgoing({ type: 'edit', thread, key, text: 'after' })
    for (const act of [edit, edit]) expect(await perform(bot, act)).toMatchObject({ outcome: 'sent' })
    expect(messages(bot)).toMatchObject([{ content: 'after' }])
    const deletion = outgoing({ type: 'delete', thread, key })
    for (const act of [deletion, deletion]) expect(await perform(bot, act)).toMatchObject({ outcome: 'sent' })
    expect(messages(bot)).toEqual([])
    expect(await perform(bot, edit)).toMatchObject({ outcome: 'failed' })
  })

  it('makes the reactions what they are to be', async () => {
    const bot = await connectedBot()
    const { id: key } = bot.fake.say(GENERAL, { content: 'nice' })
    for (const reactions of [['👍', '🎉'], ['🎉'], []]) {
      bot.clock.pass(6_000)
      const done = await perform(bot, outgoing({ type: 'react', thread, key, reactions }))
      expect(done).toMatchObject({ outcome: 'sent' })
      expect([...(bot.fake.channel(GENERAL).reactions.get(key) ?? [])]).toEqual(reactions)
    }
  })

  it('is tried again after a lost answer, since twice does no harm', async () => {
    const bot = await connectedBot()
    const { id: key } = bot.fake.say(GENERAL, { content: 'x' })
    bot.fake.trouble('answer lost')
    const deletion = outgoing({ type: 'delete', thread, key })
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'retry' })
    expect(await perform(bot, deletion)).toMatchObject({ outcome: 'sent' })
  })
})
