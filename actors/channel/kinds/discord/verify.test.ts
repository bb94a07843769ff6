import { describe, expect, it } from 'vitest'
import { connectedBot, signed } from './testing/server.ts'
import { FakeDiscord } from './testing/fake-discord.ts'
import { verifyInteraction } from './verify.ts'

const MINUTE_MS = 60_000
const COMMAND = { id: '1', type: 2, token: 't', version: 1 }

const bot = await connectedBot()

describe('a request of Discord', () => {
  it('is accepted with a signature over its timestamp and body', async () => {
    const request = await signed(bot, COMMAND)
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toEqual({ verdict: 'accept' })
  })

  it('is refused with 401 where one byte of the body, the timestamp or the signature differs', async () => {
    const request = await signed(bot, COMMAND)
    const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': timestamp = '' } = request.headers
    const changed = [
      { body: new TextEncoder().encode(new TextDecoder().decode(request.body).replace('1', '2')) },
      { body: new Uint8Array([...request.body, 32]) },
      { headers: { ...request.headers, 'x-signature-timestamp': String(Number(timestamp) + 1) } },
      {
        headers: {
          ...request.headers,
          'x-signature-ed25519': signature.replace(/^./, (c) => (c === '0' ? '1' : '0')),
        },
      },
      { headers: { ...request.headers, 'x-signature-ed25519': '' } },
      { headers: { ...request.headers, 'x-signature-ed25519': 'zz' } },
      { headers: {} },
    ]
    for (const change of changed) {
      const verdict = await verifyInteraction({ ...request, ...change }, bot.account, bot.clock.now())
      expect(verdict).toMatchObject({ verdict: 'refuse', status: 401 })
    }
  })

  it('is refused with 401 when another key has signed it, even a ping', async () => {
    const other = await FakeDiscord.open({ now: bot.clock.now })
    const request = await signed({ ...bot, fake: other }, { type: 1 })
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toMatchObject({ status: 401 })
  })

  it('is refused where it is stale or comes from the future', async () => {
    for (const skew of [-6 * MINUTE_MS, 6 * MINUTE_MS, 365 * 24 * 60 * MINUTE_MS]) {
      const request = await signed(bot, COMMAND, bot.clock.now() + skew)
      expect(await verifyInteraction(request, bot.account, bot.clock.now())).toMatchObject({ status: 401 })
    }
    for (const skew of [-4 * MINUTE_MS, 4 * MINUTE_MS]) {
      const request = await signed(bot, COMMAND, bot.clock.now() + skew)
      expect(await verifyInteraction(request, bot.account, bot.clock.now())).toEqual({ verdict: 'accept' })
    }
  })

  it('that pings for interactions is answered 200 {"type":1} with its content type', async () => {
    const request = await signed(bot, { id: '1', application_id: '2', type: 1, token: 't', version: 1 })
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toEqual({
      verdict: 'answer',
      answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"type":1}' },
    })
  })

  it('that pings for webhook events is answered 204 and nothing', async () => {
    const request = await signed(bot, { version: 1, application_id: '2', type: 0 })
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toEqual({
      verdict: 'answer',
      answer: { status: 204, headers: {}, body: '' },
    })
  })

  it('that is a webhook event is no ping, though it has the type of one', async () => {
    const event = { version: 1, application_id: '2', type: 1, event: { type: 'ENTITLEMENT_CREATE' } }
    const request = await signed(bot, event)
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toEqual({ verdict: 'accept' })
  })

  it('that is no POST is refused with 405', async () => {
    const request = { ...(await signed(bot, COMMAND)), method: 'GET' }
    expect(await verifyInteraction(request, bot.account, bot.clock.now())).toMatchObject({ status: 405 })
  })

  it('is refused where the channel has no proper key', async () => {
    const request = await signed(bot, COMMAND)
    for (const publicKey of ['', '00'.repeat(32), 'zz'.repeat(32)]) {
      const account = { ...bot.account, state: { ...bot.account.state, publicKey } }
      expect(await verifyInteraction(request, account, bot.clock.now())).toMatchObject({ status: 401 })
    }
  })
})
