import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { XAccount } from './account.ts'
import { inputFor, PLACE, XHouse } from './testing/account.ts'
import { APP_TOKEN } from './testing/fake-webhooks.ts'
import { ADA, ME, WITH_ADA } from './testing/people.ts'
import { challenge, CONSUMER_SECRET } from './testing/webhooks.ts'
import { verifyX } from './verify.ts'
import { x } from './x.ts'

const HOUR_MS = 60 * 60_000
const GIVEN = { consumerSecret: CONSUMER_SECRET, bearerToken: APP_TOKEN }
const REGISTER = 'POST /2/webhooks'

let house: XHouse

beforeEach(() => {
  house = new XHouse()
  house.fake.webhooks.ask = async (url) => {
    const verdict = await verifyX(challenge(new URL(url).search.slice(1)), CONSUMER_SECRET)
    return verdict.verdict === 'answer' ? verdict.answer.body : ''
  }
})

const hooks = () => house.fake.webhooks.all
const test = async (account: XAccount) => await x.test(house.world, account)
const disconnect = async (account: XAccount) => await x.disconnect(house.world, account)

/** With a token for two more hours. */
async function refreshed(account: XAccount): Promise<XAccount> {
  const fresh = await x.refresh?.(house.world, account)
  if (!fresh?.ok) throw new Error('does not refresh')
  return { ...account, secrets: fresh.value.secrets }
}

async function registered(): Promise<XAccount> {
  return (await house.poll(await house.connect(GIVEN))).account
}

describe('a webhook of X', () => {
  it('is registered with the app’s token once its challenge is answered, and the account subscribed with its own', async () => {
    const { account, notices } = await house.poll(await house.connect(GIVEN))
    expect(hooks()).toMatchObject([{ url: PLACE.hookUrl, valid: true, subscribers: new Set([ME.id]) }])
    expect(account.state.webhook).toEqual({ checkedAt: house.clock.now(), problem: null })
    expect(notices).toEqual([])
    expect(await test(account)).toEqual({ ok: true, value: null })
  })

  it('is left to the person where they give no token of the app', async () => {
    await house.poll(await house.connect({ consumerSecret: CONSUMER_SECRET }))
    expect(hooks()).toEqual([])
    expect(house.fake.calls('GET /2/webhooks')).toBe(0)
  })

  it('is not begun without the consumer secret, which answers its challenges', async () => {
    const input = inputFor(house.fake, { bearerToken: APP_TOKEN })
    expect(await x.connect(house.world, newId('chn'), input, PLACE)).toMatchObject({
      error: { code: 'channel.bad_settings' },
    })
  })

  it('is looked after once an hour, and registered once', async () => {
    let account = await registered()
    for (let time = 0; time < 11; time++) {
      house.clock.pass(10 * 60_000)
      account = (await house.poll(account)).account
    }
    expect(house.fake.calls('GET /2/webhooks')).toBe(2)
    expect(house.fake.calls(REGISTER)).toBe(1)
  })

  it('that X has marked invalid is challenged again, and one that is gone is registered anew', async () => {
    let account = await registered()
    const [hook] = hooks()
    if (hook !== undefined) hook.valid = false
    house.clock.pass(HOUR_MS)
    account = (await house.poll(account)).account
    expect(hooks()).toMatchObject([{ valid: true }])
    hooks().splice(0)
    house.clock.pass(HOUR_MS)
    await house.poll(await refreshed(account))
    expect(hooks()).toMatchObject([{ valid: true, subscribers: new Set([ME.id]) }])
  })

  it('that X refuses is told to the person once, in its words, and polling goes on', async () => {
    house.fake.webhooks.ask = async () => 'something else'
    house.fake.say(ADA, WITH_ADA, 'hello')
    const first = await house.poll(await house.connect(GIVEN))
    expect(first.events).toHaveLength(1)
    expect(first.notices).toMatchObject([
      {
        kind: 'channel',
        text: 'X does not let this app register the webhook: CrcValidationFailed. Messages and mentions are still polled.',
      },
    ])
    expect(await test(first.account)).toMatchObject({ error: { code: 'channel.bad_settings' } })
    house.clock.pass(HOUR_MS)
    const again = await house.poll(first.account)
    expect(again.notices).toEqual([])
    expect(house.fake.calls(REGISTER)).toBe(3)
  })

  it('is taken away when the channel is disconnected, and those of others stay', async () => {
    const account = await registered()
    hooks().push({ id: '1', url: 'https://elsewhere.example/', valid: true, subscribers: new Set() })
    for (let time = 0; time < 2; time++) expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect(hooks()).toMatchObject([{ id: '1' }])
    expect(house.fake.oauth.tokens.size).toBe(0)
  })

  it('is to be taken away later while X asks for patience', async () => {
    const account = await registered()
    house.fake.limits.set('DELETE /2/webhooks/:id', 0)
    expect(await disconnect(account)).toMatchObject({ error: { code: 'channel.unreachable' } })
    house.fake.limits.set('DELETE /2/webhooks/:id', 10)
    expect(await disconnect(account)).toEqual({ ok: true, value: null })
    expect(hooks()).toEqual([])
  })
})
