import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { Clock, worldWith } from '../testing/fake-world.ts'
import { ALLOWED_UPDATES } from './parse.ts'
import { telegram } from './telegram.ts'
import { ANN, connectedBot, PLACE, wish } from './testing/chat.ts'
import { FakeTelegram } from './testing/fake-telegram.ts'

describe('connecting a bot', () => {
  it('tells who the bot is', async () => {
    const { fake, account, world } = await connectedBot()
    expect(account.state).toMatchObject({ botId: fake.me.id, intake: 'polling', next: null })
    const again = await telegram.connect(world, account.id, wish(fake), PLACE)
    expect(again).toMatchObject({ value: { account: '@switchboard_bot', authoriseUrl: null } })
  })

  it('sets a webhook with our secret and the kinds of updates that are read', async () => {
    const { fake, account } = await connectedBot('hook')
    expect(fake.calls.at(-1)).toMatchObject({
      method: 'setWebhook',
      params: {
        url: PLACE.hookUrl,
        secret_token: account.secrets.hookSecret,
        allowed_updates: ALLOWED_UPDATES,
        drop_pending_updates: false,
      },
    })
    expect(ALLOWED_UPDATES).toEqual(
      expect.arrayContaining([
        'message',
        'edited_message',
        'message_reaction',
        'channel_post',
        'my_chat_member',
      ]),
    )
  })

  it('takes a webhook away where it is to poll', async () => {
    const { fake } = await connectedBot('polling')
    expect(fake.calls.at(-1)).toMatchObject({ method: 'deleteWebhook' })
  })

  it('says that a token is not known', async () => {
    const clock = new Clock()
    const fake = new FakeTelegram({ now: clock.now })
    const input = { ...wish(fake), botToken: '1:another-token-of-the-tests' }
    const refused = await telegram.connect(worldWith(fake, clock), newId('chn'), input, PLACE)
    expect(refused).toMatchObject({ error: { code: 'channel.bad_credentials' } })
    expect(JSON.stringify(refused)).not.toContain('another-token')
  })

  it('says why Telegram does not take the address of the webhook', async () => {
    const { fake, world, account } = await connectedBot()
    const place = { ...PLACE, hookUrl: 'http://house.example/hooks' }
    const refused = await telegram.connect(world, account.id, wish(fake, 'hook'), place)
    expect(refused).toMatchObject({ error: { code: 'channel.bad_settings' } })
    expect(JSON.stringify(refused)).toContain('HTTPS')
  })

  it('says that Telegram could not be reached', async () => {
    const { fake, world, account } = await connectedBot()
    fake.trouble('bad gateway')
    const refused = await telegram.connect(world, account.id, wish(fake), PLACE)
    expect(refused).toMatchObject({ error: { code: 'channel.unreachable' } })
  })
})

describe('testing a bot', () => {
  it('finds all well', async () => {
    for (const intake of ['hook', 'polling'] as const) {
      const { world, account } = await connectedBot(intake)
      expect(await telegram.test(world, account)).toMatchObject({ ok: true })
    }
  })

  it('finds a token that was revoked', async () => {
    const { fake, world, account } = await connectedBot()
    fake.revoked = true
    expect(await telegram.test(world, account)).toMatchObject({ error: { code: 'channel.bad_credentials' } })
  })

  it('sounds the alarm over updates that Telegram could not bring', async () => {
    const { fake, world, account } = await connectedBot('hook')
    fake.say(ANN, { text: 'lost?' })
    await fake.deliver(async () => new Response(null, { status: 503 }))
    const test = await telegram.test(world, account)
    expect(test).toMatchObject({ error: { code: 'channel.unreachable' } })
    expect(JSON.stringify(test)).toContain('could not bring 1 updates')
  })

  it('is content again once they were brought', async () => {
    const { fake, world, account } = await connectedBot('hook')
    fake.say(ANN, { text: 'late' })
    await fake.deliver(async () => new Response(null, { status: 503 }))
    expect(await fake.deliver(async () => new Response(null, { status: 200 }))).toEqual([200])
    expect(await telegram.test(world, account)).toMatchObject({ ok: true })
  })

  it('finds a webhook that was set or taken away by somebody else', async () => {
    const hooked = await connectedBot('hook')
    hooked.fake.webhook.delete()
    expect(await telegram.test(hooked.world, hooked.account)).toMatchObject({
      error: { code: 'channel.bad_settings' },
    })
    const polled = await connectedBot('polling')
    polled.fake.webhook.set({ url: 'https://elsewhere.example/' })
    expect(await telegram.test(polled.world, polled.account)).toMatchObject({
      error: { code: 'channel.bad_settings' },
    })
  })
})

describe('disconnecting a bot', () => {
  it('takes the webhook away', async () => {
    const { fake, world, account } = await connectedBot('hook')
    expect(await telegram.disconnect(world, account)).toMatchObject({ ok: true })
    expect(fake.webhook.url).toBe('')
  })

  it('has nothing to clean up where Telegram no longer knows the token', async () => {
    const { fake, world, account } = await connectedBot('hook')
    fake.revoked = true
    expect(await telegram.disconnect(world, account)).toMatchObject({ ok: true })
  })

  it('is to be tried again where Telegram is out of reach or asks to wait', async () => {
    const { fake, world, account } = await connectedBot('hook')
    for (const trouble of ['connection refused', 'bad gateway', 'flood'] as const) {
      fake.trouble(trouble)
      const left = await telegram.disconnect(world, account)
      expect(left).toMatchObject({ error: { code: 'channel.unreachable' } })
    }
  })
})
