import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { DiscordAccount } from './account.ts'
import { discord } from './discord.ts'
import { HARBOUR, OAuthHouse, TEA_HOUSE } from './testing/oauth-house.ts'
import { GENERAL, PLACE, RANDOM } from './testing/server.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000
const MINUTE_MS = 60_000

let house: OAuthHouse

beforeEach(async () => {
  house = await OAuthHouse.open()
})

async function refreshed(account: DiscordAccount): Promise<DiscordAccount> {
  const fresh = await discord.refresh?.(house.opened.world, account)
  if (!fresh?.ok) throw new Error(fresh?.error.message ?? 'does not refresh')
  expect(fresh.value.account).toBe('@switchboard (Tea house)')
  return { ...account, secrets: fresh.value.secrets, state: fresh.value.state }
}

const test = async (account: DiscordAccount) => await discord.test(house.opened.world, account)
const disconnect = async (account: DiscordAccount) => await discord.disconnect(house.opened.world, account)
const readIds = ({ state }: DiscordAccount) => state.channels.map(({ id }) => id).toSorted()

describe('bringing a bot to a server by OAuth', () => {
  it('sends the person to Discord with the bot’s scopes and permissions, the way back and a state', async () => {
    const { authoriseUrl, name } = await house.begin()
    const url = new URL(authoriseUrl)
    expect(`${url.origin}${url.pathname}`).toBe('https://discord.com/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: '900100',
      scope: 'bot applications.commands identify guilds',
      permissions: '274878008384',
      redirect_uri: PLACE.redirectUrl,
      integration_type: '0',
    })
    expect(url.searchParams.get('state')).toMatch(/^chn_\w+\.[0-9a-f]{32}$/)
    expect(name).toBeNull()
    expect((await house.begin()).authoriseUrl).not.toBe(authoriseUrl)
  })

  it('learns the server with the token, and reads its channels and threads without their ids', async () => {
    house.fake.channel({ id: '500003', type: 11, name: 'a thread', guild: TEA_HOUSE.id })
    house.fake.channel({ id: '500004', type: 2, name: 'voice', guild: TEA_HOUSE.id })
    house.fake.channel({ id: '500005', name: 'elsewhere', guild: HARBOUR.id })
    house.fake.say(GENERAL, { content: 'before' })
    const { account, name } = await house.connect(TEA_HOUSE)
    expect(name).toBe('@switchboard (Tea house)')
    expect(discord.intake(account)).toBe('both')
    expect(readIds(account)).toEqual([GENERAL.id, RANDOM.id, '500003'])
    house.fake.say(GENERAL, { content: 'hello' })
    house.fake.say({ id: '500003' }, { content: 'in the thread' })
    expect((await house.poll(account)).said.toSorted()).toEqual(['hello', 'in the thread'])
  })

  it('reads no more than the channels that the person has named', async () => {
    const { account } = await house.connect(TEA_HOUSE, { channels: [RANDOM.id] })
    house.fake.say(GENERAL, { content: 'not read' })
    house.fake.say(RANDOM, { content: 'read' })
    const first = await house.poll(account)
    expect(first.said).toEqual(['read'])
    expect(readIds((await house.poll(first.account, 20 * MINUTE_MS)).account)).toEqual([RANDOM.id])
  })

  it('wants no public key, for Discord tells it', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    expect(account.state.publicKey).toBe(house.fake.signer.publicKey)
  })

  it('says before anybody is sent away that the bot may not read messages', async () => {
    house.fake.messageContentIntent = false
    await expect(house.begin()).rejects.toThrow('Message Content Intent')
  })

  it('takes no code twice, none that Discord did not give, and none from a client with a wrong secret', async () => {
    const bad = { ok: false, error: { code: 'channel.bad_credentials' } }
    const { account, authoriseUrl } = await house.begin()
    const { code } = house.fake.oauth.allow(authoriseUrl, TEA_HOUSE.id)
    expect(await house.authorise(account, code)).toMatchObject({ ok: true })
    expect(await house.authorise(account, code)).toMatchObject(bad)
    expect(await house.authorise(account, 'made up')).toMatchObject(bad)
    const wrong = await house.begin({ clientSecret: 'wrong' })
    const stolen = house.fake.oauth.allow(wrong.authoriseUrl, TEA_HOUSE.id)
    expect(await house.authorise(wrong.account, stolen.code)).toMatchObject(bad)
  })

  it('says so where Discord names no server', async () => {
    const { account, authoriseUrl } = await house.begin()
    const withoutGuilds = authoriseUrl.replace('+guilds', '')
    const { code } = house.fake.oauth.allow(withoutGuilds, TEA_HOUSE.id)
    expect(await house.authorise(account, code)).toMatchObject({
      error: {
        code: 'channel.bad_settings',
        message: 'Discord did not say which server the bot has come to.',
      },
    })
  })

  it('anew brings the bot to one more server, and goes on reading where it was', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.channel({ id: '500005', name: 'elsewhere', guild: HARBOUR.id })
    house.fake.say(GENERAL, { content: 'meanwhile' })
    const both = await house.connect(HARBOUR, {}, account)
    expect(both.name).toBe('@switchboard (Tea house, Harbour)')
    expect(readIds(both.account)).toEqual([GENERAL.id, RANDOM.id, '500005'])
    expect((await house.poll(both.account)).said).toEqual(['meanwhile'])
  })

  it('is not needed: a bot token alone connects, and has nothing to refresh or to leave', async () => {
    house.fake.guilds.get(TEA_HOUSE.id).member = true
    const { world, fake } = house.opened
    const input = ConnectDiscord.parse({ kind: 'discord', botToken: fake.token, channels: [GENERAL.id] })
    const connected = await discord.connect(world, 'chn_01J00000000000000000000000', input, PLACE)
    if (!connected.ok) throw new Error(connected.error.message)
    const { secrets, state, account: name, authoriseUrl } = connected.value
    expect([name, authoriseUrl]).toEqual(['@switchboard', null])
    const account: DiscordAccount = { id: 'chn_01J00000000000000000000000', secrets, state }
    expect(discord.refreshAt?.(account)).toBeNull()
    expect(await disconnect(account)).toMatchObject({ ok: true })
    expect(house.fake.guilds.get(TEA_HOUSE.id).member).toBe(true)
  })
})

describe('the channels of a server', () => {
  it('that appear later are read from when they did, and one that goes is not asked for any more', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    const first = await house.poll(account)
    house.opened.clock.pass(MINUTE_MS)
    house.fake.channel({ id: '500006', name: 'new', guild: TEA_HOUSE.id })
    house.fake.say({ id: '500006' }, { content: 'first words' })
    house.fake.channels.delete(RANDOM.id)
    const later = await house.poll(first.account, 10 * MINUTE_MS)
    expect(later.said).toEqual(['first words'])
    expect(readIds(later.account)).toEqual([GENERAL.id, '500006'])
  })

  it('are looked for every ten minutes, not at each poll', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    const before = house.fake.calls.length
    const { account: polled } = await house.poll(account)
    const looks = () => house.fake.calls.slice(before).filter(({ path }) => path.startsWith('/guilds/'))
    expect(looks()).toEqual([])
    await house.poll(polled, 10 * MINUTE_MS)
    expect(looks()).toHaveLength(2)
  })

  it('that was renamed is shown by its new name', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.channels.delete(GENERAL.id)
    house.fake.channel({ ...GENERAL, name: 'plaza' })
    const { account: polled } = await house.poll(account, 10 * MINUTE_MS)
    expect(polled.state.channels.map(({ title }) => title)).toContain('#plaza')
  })

  it('are at most fifty, and those that are read already stay', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    for (let no = 0; no < 60; no++) {
      const channel = house.fake.channel({ id: String(510_000 + no), name: `no ${no}`, guild: TEA_HOUSE.id })
      house.fake.say(channel, { content: 'busy' })
    }
    const { account: polled } = await house.poll(account, 10 * MINUTE_MS)
    expect(readIds(polled)).toHaveLength(50)
    expect(readIds(polled)).toEqual(expect.arrayContaining([GENERAL.id, RANDOM.id]))
  })

  it('are said to be closed where the bot was sent away from the only server, and those of others read on', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.channel({ id: '500005', name: 'elsewhere', guild: HARBOUR.id })
    const both = await house.connect(HARBOUR, {}, account)
    house.fake.guilds.get(TEA_HOUSE.id).member = false
    house.fake.say({ id: '500005' }, { content: 'still here' })
    const one = await house.poll(both.account, 10 * MINUTE_MS)
    expect(one.said).toEqual(['still here'])
    house.fake.guilds.get(HARBOUR.id).member = false
    house.opened.clock.pass(10 * MINUTE_MS)
    expect(await discord.polling?.poll(house.opened.world, one.account)).toMatchObject({
      error: {
        code: 'channel.bad_settings',
        message: 'Server Harbour: Discord says: Missing Access (50001).',
      },
    })
  })
})

describe('what the person has allowed', () => {
  it('is refreshed half an hour before its week ends, each time with the newest refresh token', async () => {
    let { account } = await house.connect(TEA_HOUSE)
    for (let time = 0; time < 2; time++) {
      const at = discord.refreshAt?.(account) ?? 0
      const { clock } = house.opened
      expect(account.secrets.oauth?.token?.expiresAt).toBe(at + 30 * MINUTE_MS)
      clock.pass(at - clock.now())
      account = await refreshed(account)
      expect(discord.refreshAt?.(account)).toBe(clock.now() + WEEK_MS - 30 * MINUTE_MS)
    }
    house.opened.clock.pass(31 * MINUTE_MS)
    expect(await test(account)).toEqual({ ok: true, value: null })
  })

  it('and was taken back at Discord is found out by the test and by the refresh', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    expect(await test(account)).toEqual({ ok: true, value: null })
    house.opened.clock.pass(10_000)
    house.fake.oauth.takeBack()
    const refused = { error: { code: 'channel.bad_credentials' } }
    expect(await test(account)).toMatchObject(refused)
    expect(await discord.refresh?.(house.opened.world, account)).toMatchObject(refused)
  })

  it('is refreshed later where Discord is out of reach', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.trouble('bad gateway')
    expect(await discord.refresh?.(house.opened.world, account)).toMatchObject({
      error: { code: 'channel.unreachable' },
    })
    await refreshed(account)
  })
})

describe('disconnecting', () => {
  it('gives the tokens back and leaves the server that the bot came to by it, and does no harm twice', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    for (let time = 0; time < 2; time++) expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect([house.fake.oauth.tokens.size, house.fake.oauth.refreshTokens.size]).toEqual([0, 0])
    expect(house.fake.guilds.get(TEA_HOUSE.id).member).toBe(false)
  })

  it('stays in a server where the bot was before', async () => {
    house.fake.guilds.get(TEA_HOUSE.id).member = true
    const { account } = await house.connect(TEA_HOUSE)
    expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect(house.fake.guilds.get(TEA_HOUSE.id).member).toBe(true)
    expect(house.fake.oauth.tokens.size).toBe(0)
  })

  it('leaves it also after the person has allowed the same server once more', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    const again = await house.connect(TEA_HOUSE, {}, account)
    expect(await disconnect(again.account)).toEqual({ ok: true, value: null })
    expect(house.fake.guilds.get(TEA_HOUSE.id).member).toBe(false)
  })

  it.each([0, 1, 2])('is to be tried again where Discord is out of reach at step %i of it', async (step) => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.troubleAfter(step, 'bad gateway')
    expect(await disconnect(account)).toMatchObject({ error: { code: 'channel.unreachable' } })
    expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect(house.fake.oauth.tokens.size).toBe(0)
  })

  it('gives the tokens back also where the bot token is good no more', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    house.fake.revoked = true
    expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect(house.fake.oauth.tokens.size).toBe(0)
  })
})

describe('an account that was kept by an earlier version', () => {
  it('is opened as one of a bot token alone', async () => {
    const { account } = await house.connect(TEA_HOUSE)
    const { baseUrl, hookUrl, publicKey, botId, channels } = account.state
    expect(discord.secrets.parse({ botToken: 't' })).toEqual({ botToken: 't', oauth: null })
    const state = discord.state.parse({ baseUrl, hookUrl, publicKey, botId, channels })
    expect(state).toMatchObject({ servers: [], wanted: [], channels })
  })
})
