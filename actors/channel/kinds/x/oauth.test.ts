import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import type { XAccount } from './account.ts'
import { inputFor, PLACE, XHouse } from './testing/account.ts'
import { AUTHORISE_URL, CLIENT } from './testing/fake-oauth.ts'
import { ADA, ME, WITH_ADA } from './testing/people.ts'
import { x } from './x.ts'

let house: XHouse

beforeEach(() => {
  house = new XHouse()
})

async function begin(more: object = {}) {
  const id = newId('chn')
  const begun = await x.connect(house.world, id, inputFor(house.fake, more), PLACE)
  if (!begun.ok || begun.value.authoriseUrl === null) throw new Error('no way to X')
  const { secrets, state, account, authoriseUrl } = begun.value
  return { account: { id, secrets, state }, name: account, authoriseUrl }
}

const authorise = async (account: XAccount, code: string) =>
  await x.authorise?.(house.world, account, { code, state: '' }, PLACE)

async function refresh(account: XAccount): Promise<XAccount> {
  const fresh = await x.refresh?.(house.world, account)
  if (!fresh?.ok) throw new Error(fresh?.error.message ?? 'does not refresh')
  expect(fresh.value.account).toBe('@me')
  return { ...account, secrets: fresh.value.secrets, state: fresh.value.state }
}

describe('connecting an account of X', () => {
  it('sends the person to the page of X with the scopes, the way back, a state and the challenge of PKCE', async () => {
    const { authoriseUrl, name } = await begin()
    const url = new URL(authoriseUrl)
    expect(name).toBeNull()
    expect(`${url.origin}${url.pathname}`).toBe(AUTHORISE_URL)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.clientId,
      redirect_uri: PLACE.redirectUrl,
      scope: 'dm.read dm.write tweet.read tweet.write users.read offline.access',
      code_challenge_method: 'S256',
    })
    expect(url.searchParams.get('state')).toMatch(/^chn_\w+\.[0-9a-f]{32}$/)
    expect((await begin()).authoriseUrl).not.toBe(authoriseUrl)
  })

  it('asks by the page and the API of X itself unless it is told of others', () => {
    const { baseUrl, authoriseUrl } = inputFor(house.fake, { baseUrl: undefined, authoriseUrl: undefined })
    expect([baseUrl, authoriseUrl]).toEqual(['https://api.x.com', 'https://x.com/i/oauth2/authorize'])
  })

  it.each([
    ['a confidential client', true, {}],
    ['a public client', false, { clientSecret: undefined }],
  ])('as %s exchanges the code, and knows then whose account it is', async (_, confidential, more) => {
    house.fake.oauth.confidential = confidential
    const account = await house.connect(more)
    expect(account.state).toMatchObject({ userId: ME.id, username: 'me' })
    expect(account.secrets.verifier).toBeNull()
    expect(await x.test(house.world, account)).toEqual({ ok: true, value: null })
  })

  it('takes no code that was begun by somebody else, none twice, and none from a client with a wrong secret', async () => {
    const bad = { ok: false, error: { code: 'channel.bad_credentials' } }
    const [one, other] = [await begin(), await begin()]
    const stolen = house.fake.oauth.allow(other.authoriseUrl)
    expect(await authorise(one.account, stolen.code)).toMatchObject(bad)
    const { code } = house.fake.oauth.allow(one.authoriseUrl)
    expect(await authorise(one.account, code)).toMatchObject({ ok: true })
    expect(await authorise(one.account, code)).toMatchObject(bad)
    const wrong = await begin({ clientSecret: 'wrong' })
    expect(await authorise(wrong.account, house.fake.oauth.allow(wrong.authoriseUrl).code)).toMatchObject(bad)
  })

  it('anew goes on reading where it was, unless it is somebody else', async () => {
    house.fake.say(ADA, WITH_ADA, 'hello')
    const { account } = await house.catchUp(await house.connect())
    const again = await house.connect({}, account)
    expect((await house.catchUp(again)).events).toEqual([])
    const others = { ...account, state: { ...account.state, userId: ADA.id } }
    expect((await house.catchUp(await house.connect({}, others))).events).toHaveLength(1)
  })
})

describe('the token', () => {
  it('is refreshed half an hour before its two hours end, each time with the newest refresh token', async () => {
    let account = await house.connect()
    for (let time = 0; time < 2; time += 1) {
      const at = x.refreshAt?.(account) ?? 0
      expect(at).toBe(house.clock.now() + 90 * 60_000)
      house.clock.pass(at - house.clock.now())
      account = await refresh(account)
    }
    house.clock.pass(31 * 60_000)
    expect(await x.test(house.world, account)).toEqual({ ok: true, value: null })
  })

  it('that is not refreshed is refused in the end, and a refresh token that was used is, too', async () => {
    const account = await house.connect()
    const fresh = await refresh(account)
    expect(await x.refresh?.(house.world, account)).toMatchObject({
      ok: false,
      error: { code: 'channel.bad_credentials' },
    })
    house.clock.pass(2 * 60 * 60_000)
    const stale = { ok: false, error: { code: 'channel.bad_credentials' } }
    expect(await x.test(house.world, fresh)).toMatchObject(stale)
    expect(await x.polling?.poll(house.world, fresh)).toMatchObject(stale)
  })

  it('is given back with its refresh token when the channel is disconnected, and a second time does no harm', async () => {
    const account = await house.connect()
    expect(await x.disconnect(house.world, account)).toEqual({ ok: true, value: null })
    expect([house.fake.oauth.tokens.size, house.fake.oauth.refreshTokens.size]).toEqual([0, 0])
    expect(await x.disconnect(house.world, account)).toEqual({ ok: true, value: null })
  })
})
