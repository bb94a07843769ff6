import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { discord } from './discord.ts'
import { connectedBot, GENERAL, openDiscord, PLACE, RANDOM, wish } from './testing/server.ts'

async function connect(change: (opened: Awaited<ReturnType<typeof openDiscord>>) => object = () => ({})) {
  const opened = await openDiscord()
  const input = { ...wish(opened.fake, [GENERAL.id, RANDOM.id]), ...change(opened) }
  return discord.connect(opened.world, newId('chn'), input, PLACE)
}

describe('connecting a bot', () => {
  it('tells who the bot is and which channels are read', async () => {
    expect(await connect()).toMatchObject({
      ok: true,
      value: {
        account: '@switchboard',
        authoriseUrl: null,
        state: { botId: '900100', channels: [{ id: GENERAL.id, title: '#general' }, { id: RANDOM.id }] },
      },
    })
  })

  it('asks the person to tell Discord our address', () => {
    expect(discord.showsHookUrl).toBe(true)
  })

  it('reads by webhook alone where no channel is to be read', async () => {
    const { account } = await connectedBot([])
    expect(discord.intake(account)).toBe('hook')
    expect(discord.intake((await connectedBot()).account)).toBe('both')
  })

  it.each([
    ['a token that is not known', () => ({ botToken: 'other' }), 'channel.bad_credentials'],
    ['the key of another application', () => ({ publicKey: '00'.repeat(32) }), 'channel.bad_settings'],
    ['a channel that is not there', () => ({ channels: ['599999'] }), 'channel.bad_settings'],
  ])('says what is wrong with %s', async (_, change, code) => {
    expect(await connect(change)).toMatchObject({ error: { code } })
  })

  it('says that the bot may not see a channel, or not read messages', async () => {
    const closed = await connect(({ fake }) => {
      fake.channel(GENERAL).seen = false
      return {}
    })
    expect(closed).toMatchObject({
      error: {
        code: 'channel.bad_settings',
        message: 'Channel 500001: Discord says: Missing Access (50001).',
      },
    })
    const blind = await connect(({ fake }) => {
      fake.messageContentIntent = false
      return {}
    })
    expect(blind).toMatchObject({ error: { code: 'channel.bad_settings' } })
    expect(JSON.stringify(blind)).toContain('Message Content Intent')
  })

  it('says that Discord could not be reached', async () => {
    const lost = await connect(({ fake }) => {
      fake.trouble('bad gateway')
      return {}
    })
    expect(lost).toMatchObject({ error: { code: 'channel.unreachable' } })
  })
})

describe('testing a bot', () => {
  it('finds all well, a channel closed, the token revoked', async () => {
    const { fake, world, account, clock } = await connectedBot()
    expect(await discord.test(world, account)).toMatchObject({ ok: true })
    clock.pass(10_000)
    fake.channel(GENERAL).seen = false
    expect(await discord.test(world, account)).toMatchObject({ error: { code: 'channel.bad_settings' } })
    fake.revoked = true
    expect(await discord.test(world, account)).toMatchObject({ error: { code: 'channel.bad_credentials' } })
  })
})

describe('disconnecting a bot', () => {
  it('takes our address out of the application, and leaves another one there', async () => {
    const { fake, world, account } = await connectedBot()
    fake.interactionsUrl = PLACE.hookUrl
    expect(await discord.disconnect(world, account)).toMatchObject({ ok: true })
    expect(fake.interactionsUrl).toBeNull()
    fake.interactionsUrl = 'https://elsewhere.example/'
    expect(await discord.disconnect(world, account)).toMatchObject({ ok: true })
    expect(fake.interactionsUrl).toBe('https://elsewhere.example/')
  })

  it('is to be tried again where Discord is out of reach, and over where the token is revoked', async () => {
    const { fake, world, account } = await connectedBot()
    fake.interactionsUrl = PLACE.hookUrl
    fake.trouble('bad gateway')
    const left = await discord.disconnect(world, account)
    expect(left).toMatchObject({ error: { code: 'channel.unreachable' } })
    fake.revoked = true
    expect(await discord.disconnect(world, account)).toMatchObject({ ok: true })
  })
})
