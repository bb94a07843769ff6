import { describe, expect, it, vi } from 'vitest'
import { ConnectWhatsApp } from '@switchboard/shared-types/api/channels/connect-channel'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { codeOf, House, valueOf, WAIT } from '../../testing/house.ts'
import { playPlatform } from '../../testing/play-platform.ts'
import { inThread } from './testing/account.ts'
import { ACCESS_TOKEN, ADA, APP_SECRET, FakeMeta, NUMBER_ID } from './testing/fake-meta.ts'

/** A phone number at Meta, and a channel that is connected to it. */
async function open() {
  const meta = new FakeMeta(Date.now)
  playPlatform(meta)
  const house = new House()
  const { baseUrl } = meta
  const input = {
    kind: 'whatsapp',
    accessToken: ACCESS_TOKEN,
    appSecret: APP_SECRET,
    phoneNumberId: NUMBER_ID,
    baseUrl,
  }
  await house.connect(ConnectWhatsApp.parse(input))
  const hook = async (request: HookRequest) =>
    await house.stub.hook(house.id, house.trace, 'whatsapp', request)
  return { meta, house, hook }
}

const THREAD = inThread(ADA.id)
const sendTo = async (house: House, text: string) =>
  await house.send(text, { thread: ADA.id, act: { type: 'send', thread: THREAD, text, replyTo: null } })

describe('a channel of WhatsApp', () => {
  it('answers the verification of its address with the token that was shown, and no other', async () => {
    const { house, hook } = await open()
    await house.renewSecret()
    const get = (token: string): HookRequest => ({
      method: 'GET',
      url: `${house.hookUrl}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`,
      headers: {},
      body: new Uint8Array(),
    })
    expect(valueOf(await hook(get(house.secret)))).toMatchObject({ status: 200, body: '42' })
    expect(codeOf(await hook(get('another')))).toBe('hook.refused')
  })

  it('takes a message once, whether it comes twice, at the same time, or after eviction', async () => {
    const { meta, house, hook } = await open()
    const message = meta.message(ADA, { type: 'text', text: { body: 'hi 👋' } })
    const request = await meta.hook([{ messages: [message] }])
    const answers = await Promise.all([request, request, request].map(hook))
    expect(answers.map(codeOf)).toEqual(['ok', 'ok', 'ok'])
    await house.evict()
    expect(codeOf(await hook(request))).toBe('ok')
    await house.settled()
    await vi.waitFor(async () => expect(await house.texts(ADA.id)).toEqual(['hi 👋']), WAIT)
  })

  it('refuses what another app has signed, and keeps nothing of it', async () => {
    const { meta, house, hook } = await open()
    const message = meta.message(ADA, { type: 'text', text: { body: 'x' } })
    const { body } = await meta.hook([{ messages: [message] }])
    expect(codeOf(await hook(await meta.signed(new TextDecoder().decode(body), 'another')))).toBe(
      'hook.unsigned',
    )
    expect(await house.rows('SELECT * FROM seen')).toEqual([])
  })

  it('sends an answer after WhatsApp has asked for patience', async () => {
    const { meta, house } = await open()
    meta.message(ADA, {})
    meta.next({ status: 429, error: { code: 130429, message: 'Rate limit hit' }, retryAfter: 1 })
    const sent = await sendTo(house, 'hello')
    await house.reaches(sent, 'sent')
    expect(meta.sent).toMatchObject([{ peer: ADA.id, body: { text: { body: 'hello' } } }])
  })

  it('fails an answer outside of the 24 hours, and says that a template is needed', async () => {
    const { meta, house } = await open()
    const sent = await sendTo(house, 'hello')
    await house.reaches(sent, 'failed')
    const [row] = await house.queue()
    expect(row?.reason).toContain('approved template')
    expect(meta.sent).toEqual([])
  })
})
