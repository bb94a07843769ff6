import { describe, expect, it, vi } from 'vitest'
import { bringDiscordBot, openDiscordBot, saidInGeneral, sendToGeneral } from '../../testing/discord.ts'
import type { DiscordHouse } from '../../testing/discord.ts'
import { codeOf, valueOf, WAIT } from '../../testing/house.ts'
import { GENERAL, PLACE } from './testing/server.ts'

/** Brings a signed request of Discord to the channel, as the edge does. */
async function post({ house, discord }: DiscordHouse, payload: unknown, signer = discord.signer) {
  const request = await signer.request(PLACE.hookUrl, payload, Date.now())
  const body = new Uint8Array(await request.arrayBuffer())
  const headers = Object.fromEntries(request.headers)
  const given = { method: 'POST', url: PLACE.hookUrl, headers, body }
  return await house.stub.hook(house.id, house.trace, 'discord', given)
}

function command({ discord }: DiscordHouse, name: string) {
  const user = { id: '700700', username: 'ann', global_name: 'Ann Lee' }
  const channel = { id: GENERAL.id, type: 0, name: GENERAL.name }
  const where = { channel, guild_id: GENERAL.guild, member: { user } }
  return { id: discord.snowflake(), type: 2, token: 't', version: 1, ...where, data: { name } }
}

async function said({ house }: DiscordHouse, texts: string[]): Promise<void> {
  await vi.waitFor(async () => expect(await house.texts(GENERAL.id)).toEqual(texts), WAIT)
}

describe('a bot of Discord', () => {
  it('answers the ping of its address, and refuses one that is signed by somebody else', async () => {
    const bot = await openDiscordBot()
    expect(await post(bot, { type: 1 })).toMatchObject({ value: { status: 200, body: '{"type":1}' } })
    expect(await post(bot, { type: 0, version: 1, application_id: '2' })).toMatchObject({
      value: { status: 204, body: '' },
    })
    const other = await openDiscordBot()
    expect(codeOf(await post(bot, { type: 1 }, other.discord.signer))).toBe('hook.unsigned')
  })

  it('takes a command in once, and answers so that its person alone sees it', async () => {
    const bot = await openDiscordBot([])
    const asked = command(bot, 'help')
    const [answer] = await Promise.all([post(bot, asked), post(bot, asked)])
    expect(answer.ok ? JSON.parse(answer.value.body) : answer).toMatchObject({ type: 4, data: { flags: 64 } })
    await bot.house.evict()
    await post(bot, asked)
    await bot.house.settled()
    await said(bot, ['/help'])
  })

  it('polls what is said in its channel, with edits and deletions', async () => {
    const bot = await openDiscordBot()
    const one = bot.discord.say(GENERAL, { content: 'one' })
    const two = bot.discord.say(GENERAL, { content: 'two' })
    await said(bot, ['one', 'two'])
    bot.discord.edit(GENERAL, one, 'one, corrected')
    bot.discord.channel(GENERAL).messages.delete(two.id)
    await vi.waitFor(async () => {
      const [first, second] = await bot.house.messages(GENERAL.id)
      expect(first).toMatchObject({ text: 'one, corrected' })
      expect(second?.deletedAt).not.toBeNull()
    }, WAIT)
  })

  it('answers, waits as Discord’s 429 says, and then has sent it once', async () => {
    const bot = await openDiscordBot([])
    bot.discord.trouble('global limit')
    const id = await sendToGeneral(bot.house, 'answer')
    await vi.waitFor(async () => {
      const [row] = await bot.house.queue()
      expect(row).toMatchObject({ attempts: 1, state: 'queued' })
    }, WAIT)
    await bot.house.reaches(id, 'sent')
    expect(saidInGeneral(bot)).toEqual(['answer'])
  })

  it('sends more than a bucket holds without a single refusal', async () => {
    const bot = await openDiscordBot([])
    const texts = Array.from({ length: 7 }, (_, n) => `answer ${n}`)
    const ids = await Promise.all(texts.map((text) => sendToGeneral(bot.house, text)))
    for (const id of ids) await bot.house.reaches(id, 'sent')
    expect(saidInGeneral(bot)).toHaveLength(texts.length)
    for (const row of await bot.house.queue()) expect(row).toMatchObject({ attempts: 1 })
  })
})

describe('a bot that came to its server by OAuth', () => {
  it('is read there, refreshes what was allowed by alarm, and leaves when it is disconnected', async () => {
    const { house, discord, channel, answer } = await bringDiscordBot()
    expect(channel).toMatchObject({ state: 'authorising', account: null })
    const { stub, id, trace, owner } = house
    const forged = { ...answer, state: `${id}.00000000000000000000000000000000` }
    expect(codeOf(await stub.authorise(id, trace, owner, forged))).toBe('channel.bad_credentials')
    expect(valueOf(await stub.authorise(id, trace, owner, answer))).toMatchObject({
      state: 'connected',
      name: '@switchboard (Tea house)',
      intake: 'both',
    })
    discord.say(GENERAL, { content: 'hello' })
    await said({ house, discord }, ['hello'])
    const [before] = discord.oauth.refreshTokens.keys()
    await house.rows("UPDATE jobs SET due_at = '2020-01-01T00:00:00.000Z' WHERE name = 'refresh'")
    await house.evict()
    await vi.waitFor(() => expect([...discord.oauth.refreshTokens.keys()]).not.toContain(before), WAIT)
    valueOf(await stub.disconnect(id, trace, owner))
    await vi.waitFor(() => {
      expect(discord.guilds.get(GENERAL.guild).member).toBe(false)
      expect([discord.oauth.tokens.size, discord.oauth.refreshTokens.size]).toEqual([0, 0])
    }, WAIT)
  })
})
