import { afterEach, describe, expect, it, vi } from 'vitest'
import { CLIENT, codeOf, House, openRouterSocket, openSocket, PASSWORD, valueOf } from './testing/house.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

function travel(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('a session', () => {
  it('is listed with where it came from, the newest first, the asking one marked', async () => {
    const house = new House('listed')
    const first = await house.joined('ada')
    const client = { ipAddress: '2001:db8::7', userAgent: 'téléphone' }
    const second = valueOf(await house.signIn('ada', { client }))
    const list = valueOf(await house.actor.sessions(house.id, house.trace, second.sessionToken))
    expect(list).toMatchObject([
      { id: second.sessionId, current: true, ...client },
      { id: first.sessionId, current: false, ...CLIENT },
    ])
  })

  it('is stored without anything that opens it', async () => {
    const house = new House('leaked')
    const { sessionToken } = await house.joined('ada')
    expect(JSON.stringify(await house.rows('SELECT * FROM sessions'))).not.toContain(sessionToken)
    const [row] = await house.rows('SELECT token FROM sessions')
    const stored = row?.['token']
    if (typeof stored !== 'string') throw new TypeError('the token is stored as text')
    expect(codeOf(await house.session(stored))).toBe('auth.required')
  })

  it('lives 30 days from its last use', async () => {
    const house = new House('sliding')
    const { sessionToken, expiresAt } = await house.joined('ada')
    travel(29 * DAY_MS)
    const later = valueOf(await house.session(sessionToken))
    expect(Date.parse(later.expiresAt) - Date.parse(expiresAt)).toBeGreaterThan(28 * DAY_MS)
    travel(29 * DAY_MS)
    valueOf(await house.session(sessionToken))
    travel(30 * DAY_MS + 1000)
    expect(codeOf(await house.session(sessionToken))).toBe('auth.required')
  })

  it('writes nothing when it is looked up again within the hour', async () => {
    const house = new House('quiet')
    const { sessionToken } = await house.joined('ada')
    const before = await house.rows('SELECT * FROM sessions')
    travel(30 * 60 * 1000)
    valueOf(await house.session(sessionToken))
    expect(await house.rows('SELECT * FROM sessions')).toEqual(before)
  })

  it.each(['', 'nonsense', 'a.b', 'line\nbreak', 'x'.repeat(32)])('is not opened by %j', async (token) => {
    const house = new House('guessed')
    expect(codeOf(await house.session(token))).toBe('auth.required')
    expect(codeOf(await house.actor.sessions(house.id, house.trace, token))).toBe('auth.required')
    expect(codeOf(await house.actor.signOut(house.id, house.trace, token))).toBe('ok')
  })
})

describe('revoking a session', () => {
  it('ends it and closes its live connections, and no others', async () => {
    const house = new House('revoked')
    const kept = await house.joined('ada')
    const lost = await house.entered('ada')
    const [keptSocket, lostSocket, lostView] = await Promise.all([
      openSocket(kept.person.id, kept.sessionId),
      openSocket(lost.person.id, lost.sessionId),
      openRouterSocket(lost.person.id, lost.sessionId),
    ])
    const input = { sessionToken: kept.sessionToken, sessionId: lost.sessionId }
    valueOf(await house.actor.revokeSession(house.id, house.trace, input))
    expect(codeOf(await house.session(lost.sessionToken))).toBe('auth.required')
    expect(codeOf(await house.session(kept.sessionToken))).toBe('ok')
    expect(await lostSocket.closed).toBeGreaterThanOrEqual(4000)
    expect(await lostView.closed).toBeGreaterThanOrEqual(4000)
    expect(await Promise.race([keptSocket.closed, Promise.resolve('open')])).toBe('open')
  })

  it('is refused for the session of somebody else', async () => {
    const house = new House('foreign')
    const ada = await house.joined('ada')
    const bob = await house.joined('bob')
    const input = { sessionToken: bob.sessionToken, sessionId: ada.sessionId }
    const answer = await house.actor.revokeSession(house.id, house.trace, input)
    expect(codeOf(answer)).toBe('session.not_found')
    expect(codeOf(await house.session(ada.sessionToken))).toBe('ok')
  })

  it('of all others keeps the one that asks', async () => {
    const house = new House('others')
    const first = await house.joined('ada')
    const second = await house.entered('ada')
    const bob = await house.joined('bob')
    valueOf(await house.actor.revokeOtherSessions(house.id, house.trace, second.sessionToken))
    expect(codeOf(await house.session(first.sessionToken))).toBe('auth.required')
    expect(codeOf(await house.session(second.sessionToken))).toBe('ok')
    expect(codeOf(await house.session(bob.sessionToken))).toBe('ok')
  })
})

describe('a change of password', () => {
  it('needs the current one, ends the other sessions and makes the old one useless', async () => {
    const house = new House('password')
    const other = await house.joined('ada')
    const { sessionToken } = await house.entered('ada')
    const change = { sessionToken, currentPassword: 'not the secret', newPassword: 'quite another secret' }
    const refused = await house.actor.changePassword(house.id, house.trace, change)
    expect(codeOf(refused)).toBe('auth.invalid_credentials')
    const right = { ...change, currentPassword: PASSWORD }
    valueOf(await house.actor.changePassword(house.id, house.trace, right))
    expect(codeOf(await house.session(sessionToken))).toBe('ok')
    expect(codeOf(await house.session(other.sessionToken))).toBe('auth.required')
    expect(codeOf(await house.signIn('ada'))).toBe('auth.invalid_credentials')
    expect(codeOf(await house.signIn('ada', { password: 'quite another secret' }))).toBe('ok')
  })

  it('happens once when two of them race from the same password', async () => {
    const house = new House('raced')
    const { sessionToken } = await house.joined('ada')
    const changes = ['the first of two', 'the second of two'].map((newPassword) =>
      house.actor.changePassword(house.id, house.trace, {
        sessionToken,
        newPassword,
        currentPassword: PASSWORD,
      }),
    )
    expect((await Promise.all(changes)).map(codeOf).toSorted()).toEqual(['auth.invalid_credentials', 'ok'])
  })
})

describe('a change of e-mail address', () => {
  it('needs the password and gives the account the new one only', async () => {
    const house = new House('email')
    const { sessionToken } = await house.joined('ada')
    const change = { sessionToken, email: 'Ada@Lovelace.example', password: 'not the secret' }
    const refused = await house.actor.changeEmail(house.id, house.trace, change)
    expect(codeOf(refused)).toBe('auth.invalid_credentials')
    const right = { ...change, password: PASSWORD }
    const person = valueOf(await house.actor.changeEmail(house.id, house.trace, right))
    expect(person.email).toBe('ada@lovelace.example')
    expect(codeOf(await house.signIn('ada'))).toBe('auth.invalid_credentials')
    expect(codeOf(await house.signIn('ada', { email: 'ADA@lovelace.example' }))).toBe('ok')
  })

  it('never takes an address that somebody else has in another spelling', async () => {
    const house = new House('taken')
    await house.joined('ada')
    const { sessionToken } = await house.joined('bob')
    const change = { sessionToken, email: 'ADA@example.com', password: PASSWORD }
    expect(codeOf(await house.actor.changeEmail(house.id, house.trace, change))).toBe('auth.email_taken')
  })
})
