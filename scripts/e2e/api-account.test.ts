import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, failureOf, join, PASSWORD, signIn } from './device.ts'
import { startHouse, type House } from './house.ts'

let house: House

beforeAll(async () => {
  house = await startHouse()
})

afterAll(async () => {
  await house.stop()
})

describe('a new account', () => {
  it('is the admin when it is the first, and a member from then on', async () => {
    const stranger = new Device(house.url)
    const before = await stranger.api.registration.$get()
    expect(await before.json()).toEqual({ mode: 'open', firstRun: true })
    const first = await join(house.url, 'ann')
    const second = await join(house.url, 'bob')
    expect([first.person.role, second.person.role]).toEqual(['admin', 'member'])
    const after = await stranger.api.registration.$get()
    expect(await after.json()).toEqual({ mode: 'open', firstRun: false })
  })

  it('is signed in at once, with cookies that no script and no other site can use', async () => {
    const response = await new Device(house.url).api.account['sign-up'].$post({
      json: { name: 'Cleo', email: 'cleo@example.org', password: PASSWORD },
    })
    expect(response.status).toBe(201)
    const cookies = response.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['sb_session', 'sb_claims'])
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('can not have the address of another', async () => {
    const { person } = await join(house.url, 'dora')
    const response = await new Device(house.url).api.account['sign-up'].$post({
      json: { name: 'Other', email: person.email.toUpperCase(), password: PASSWORD },
    })
    expect(await failureOf(response)).toBe('409 auth.email_taken')
  })

  it('can not have a short password or a broken address, and is told both at once', async () => {
    const json = { name: 'Eve', email: 'not an address', password: 'short' }
    const response = await new Device(house.url).send('POST', '/api/account/sign-up', json)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'request.invalid', details: { issues: [{ path: 'email' }, { path: 'password' }] } },
    })
  })
})

describe('signing in', () => {
  it('says the same to a wrong password and to an unknown address', async () => {
    const { person } = await join(house.url, 'finn')
    const { api } = new Device(house.url)
    const wrong = await api.account['sign-in'].$post({ json: { email: person.email, password: 'wrong' } })
    const unknown = await api.account['sign-in'].$post({
      json: { email: 'nobody@example.org', password: 'x' },
    })
    expect(await failureOf(wrong)).toBe('401 auth.invalid_credentials')
    expect(await failureOf(unknown)).toBe('401 auth.invalid_credentials')
  })

  it('is refused for a while after many wrong passwords, and says for how long', async () => {
    const { person } = await join(house.url, 'gus')
    const device = new Device(house.url)
    const guess = () =>
      device.send('POST', '/api/account/sign-in', { email: person.email, password: 'wrong' })
    const guesses = await Promise.all(Array.from({ length: 12 }, guess))
    const refused = guesses.find(({ status }) => status === 429)
    expect(refused).toBeDefined()
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('shows who is there, until they sign out', async () => {
    const { device, person } = await join(house.url, 'hana')
    expect(await (await device.api.account.$get()).json()).toEqual(person)
    expect((await device.api.account['sign-out'].$post()).status).toBe(204)
    expect(device.cookies.size).toBe(0)
    expect(await failureOf(await device.api.account.$get())).toBe('401 auth.required')
    expect((await device.api.account['sign-out'].$post()).status).toBe(204)
  })
})

describe('an account that is signed in', () => {
  it('changes its password and signs in with the new one only', async () => {
    const member = await join(house.url, 'ida')
    const { api } = member.device
    const wrong = { currentPassword: 'wrong', newPassword: 'another long secret' }
    expect(await failureOf(await api.account.password.$post({ json: wrong }))).toBe(
      '401 auth.invalid_credentials',
    )
    const right = { ...wrong, currentPassword: PASSWORD }
    expect((await api.account.password.$post({ json: right })).status).toBe(204)
    await expect(signIn(member)).rejects.toThrow('auth.invalid_credentials')
    await signIn(member, 'another long secret')
  })

  it('changes its address with its password only', async () => {
    const { device, person } = await join(house.url, 'jo')
    const email = `new.${person.email}`
    const refused = await device.api.account.email.$post({ json: { email, password: 'wrong' } })
    expect(await failureOf(refused)).toBe('401 auth.invalid_credentials')
    const changed = await device.api.account.email.$post({ json: { email, password: PASSWORD } })
    expect(await changed.json()).toEqual({ ...person, email })
    await signIn({ device, person: { ...person, email } })
  })

  it('sees its sessions, ends one of them, and then all others', async () => {
    const member = await join(house.url, 'kim')
    const [second, third] = [await signIn(member), await signIn(member)]
    const { sessions } = await (await member.device.api.account.sessions.$get()).json()
    expect(sessions).toHaveLength(3)
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    const own = (await (await second.api.account.sessions.$get()).json()).sessions.find(
      ({ current }) => current,
    )
    const param = { id: own?.id ?? '' }
    expect((await member.device.api.account.sessions[':id'].$delete({ param })).status).toBe(204)
    expect(await failureOf(await second.api.account.$get())).toBe('401 auth.required')
    expect(await failureOf(await member.device.api.account.sessions[':id'].$delete({ param }))).toBe(
      '404 session.not_found',
    )
    expect((await member.device.api.account.sessions.$delete()).status).toBe(204)
    expect(await failureOf(await third.api.account.$get())).toBe('401 auth.required')
    expect((await member.device.api.account.$get()).status).toBe(200)
  })

  it('can not end the session of another', async () => {
    const [lea, max] = [await join(house.url, 'lea'), await join(house.url, 'max')]
    const { sessions } = await (await lea.device.api.account.sessions.$get()).json()
    const param = { id: sessions[0]?.id ?? '' }
    expect(await failureOf(await max.device.api.account.sessions[':id'].$delete({ param }))).toBe(
      '404 session.not_found',
    )
    expect((await lea.device.api.account.$get()).status).toBe(200)
  })

  it('is deleted with its password only, and is gone then', async () => {
    const member = await join(house.url, 'nia')
    const { api } = member.device
    expect(await failureOf(await api.account.$delete({ json: { password: 'wrong' } }))).toBe(
      '401 auth.invalid_credentials',
    )
    expect((await api.account.$delete({ json: { password: PASSWORD } })).status).toBe(204)
    expect(await failureOf(await api.account.$get())).toBe('401 auth.required')
    await expect(signIn(member)).rejects.toThrow('auth.invalid_credentials')
  })
})
