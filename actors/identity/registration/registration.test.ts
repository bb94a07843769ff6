import { env } from 'cloudflare:workers'
import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RegistrationMode } from '@switchboard/shared-types/api/account'
import { openRealm } from '../realm.ts'
import { CLIENT, codeOf, House, PASSWORD, valueOf } from '../testing/house.ts'
import { signUp } from './sign-up.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

async function houseWith(name: string, mode: RegistrationMode): Promise<House> {
  const house = new House(name)
  await house.joined('ada')
  valueOf(await house.actor.setRegistration(house.id, house.trace, mode))
  return house
}

/** Three sign-ups whose passwords are hashed at the same moment, so that every later step of theirs may interleave. */
async function race(name: string, registration: RegistrationMode, invitation?: string) {
  const names = ['bob', 'eve', 'joe']
  const hashes = await Promise.all(names.map((person) => env.PASSWORDS.hash(person)))
  return await runInDurableObject(new House(name).actor, async (_actor, { storage }) => {
    const realm = openRealm({
      storage,
      db: drizzle(storage),
      config: { registration, authSecret: 'x'.repeat(32), publicUrl: 'http://localhost' },
      passwords: { hash: async () => hashes.pop() ?? '', verify: async () => false },
      send: () => undefined,
    })
    return await Promise.all(
      names.map((person) =>
        signUp(realm, {
          name: person,
          email: `${person}@example.com`,
          password: PASSWORD,
          client: CLIENT,
          ...(invitation === undefined ? {} : { invitation }),
        }),
      ),
    )
  })
}

describe('the first account', () => {
  it.each(['open', 'invite-only', 'closed'] as const)(
    'is the admin while registration is %s',
    async (mode) => {
      const house = new House(`first-${mode}`)
      valueOf(await house.actor.setRegistration(house.id, house.trace, mode))
      expect(await house.actor.registration(house.id, house.trace)).toEqual({ mode, firstRun: true })
      expect((await house.joined('ada')).person.role).toBe('admin')
      expect(await house.actor.registration(house.id, house.trace)).toEqual({ mode, firstRun: false })
    },
  )

  it('is one, when several sign-ups race to be it', async () => {
    const answers = await race('race', 'open')
    const roles = answers.map((answer) => valueOf(answer).person.role)
    expect(roles.toSorted()).toEqual(['admin', 'member', 'member'])
  })

  it('lets nobody else in when the house is closed and they race', async () => {
    const answers = await race('closed-race', 'closed')
    const closed = 'auth.registration_closed'
    expect(answers.map(codeOf).toSorted()).toEqual([closed, closed, 'ok'])
  })
})

describe('signing up', () => {
  it('makes members of all who follow', async () => {
    const house = new House('members')
    await house.joined('ada')
    expect((await house.joined('bob')).person.role).toBe('member')
  })

  it('is refused where registration is closed, now and after an eviction', async () => {
    const house = await houseWith('closed', 'closed')
    expect(codeOf(await house.signUp('bob'))).toBe('auth.registration_closed')
    await house.evict()
    expect(codeOf(await house.signUp('bob'))).toBe('auth.registration_closed')
  })

  it('is refused for an address that is taken, in any spelling, and once when two race', async () => {
    const house = new House('taken')
    await house.joined('ada')
    expect(codeOf(await house.signUp('bob', { email: 'ADA@Example.com' }))).toBe('auth.email_taken')
    const answers = await Promise.all([
      house.signUp('eve'),
      house.signUp('eve', { email: 'EVE@example.com' }),
    ])
    expect(answers.map(codeOf).toSorted()).toEqual(['auth.email_taken', 'ok'])
  })

  it.each([
    ['of nine characters', 'nine char'],
    ['of 257 characters', 'x1y2'.repeat(64) + 'z'],
    ['that everybody uses', 'Password123'],
    ['of one letter', 'aaaaaaaaaaaaaaaa'],
    ['that is the address itself', 'ada@example.com'],
  ])('is refused with a password %s', async (_which, password) => {
    const house = new House('weak')
    expect(codeOf(await house.signUp('ada', { password }))).toBe('auth.weak_password')
  })

  it('stores a hash of the password that names its cost', async () => {
    const house = new House('hashed')
    await house.joined('ada')
    const [row] = await house.rows('SELECT * FROM credentials')
    expect(row?.['password']).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$/)
    expect(JSON.stringify(row)).not.toContain(PASSWORD)
  })
})

describe('a sign-up that fails at its last step', () => {
  it('leaves nothing behind: no account, and its invitation unspent', async () => {
    const house = await houseWith('failing', 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    await house.rows(
      "CREATE TRIGGER refuse BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'no session today'); END",
    )
    await expect(house.signUp('bob', { invitation: code })).rejects.toThrow('no session today')
    expect(await house.rows('SELECT email FROM people')).toEqual([{ email: 'ada@example.com' }])
    expect(await house.rows('SELECT person_id FROM credentials')).toHaveLength(1)
    await house.rows('DROP TRIGGER refuse')
    expect(codeOf(await house.signUp('bob', { invitation: code }))).toBe('ok')
  })
})

describe('a sign-up that a crash interrupts', () => {
  it.each([0, 1, 5, 20, 100])('after %i ms is done wholly or not at all', async (ms) => {
    const house = await houseWith(`crashing-${ms}`, 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    const interrupted = house.signUp('bob', { invitation: code }).then(codeOf, () => 'crashed')
    await scheduler.wait(ms)
    await abortAllDurableObjects()
    const [outcome, guests, credentials, invitations] = await Promise.all([
      interrupted,
      house.rows("SELECT id FROM people WHERE name = 'bob'"),
      house.rows("SELECT id FROM credentials WHERE person_id <> (SELECT id FROM people WHERE name = 'ada')"),
      house.rows('SELECT code_hash FROM invitations'),
    ])
    expect(['ok', 'crashed']).toContain(outcome)
    if (outcome === 'ok') expect(guests).toHaveLength(1)
    expect(credentials).toHaveLength(guests.length)
    expect(invitations).toHaveLength(1 - guests.length)
  })
})

describe('an invitation', () => {
  it('lets one person in, and no second', async () => {
    const house = await houseWith('invited', 'invite-only')
    expect(codeOf(await house.signUp('bob'))).toBe('auth.invitation_invalid')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    expect(codeOf(await house.signUp('bob', { invitation: `${code}x` }))).toBe('auth.invitation_invalid')
    expect(codeOf(await house.signUp('bob', { invitation: code }))).toBe('ok')
    expect(codeOf(await house.signUp('eve', { invitation: code }))).toBe('auth.invitation_invalid')
  })

  it('lets one in when several race with the same code', async () => {
    const house = await houseWith('invited-race', 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    const answers = await race('invited-race', 'invite-only', code)
    const invalid = 'auth.invitation_invalid'
    expect(answers.map(codeOf).toSorted()).toEqual([invalid, invalid, 'ok'])
    expect(await house.rows('SELECT email FROM people')).toHaveLength(2)
  })

  it('is not spent on a sign-up that is refused', async () => {
    const house = await houseWith('unspent', 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    const invitation = { invitation: code }
    expect(codeOf(await house.signUp('bob', { ...invitation, email: 'ada@example.com' }))).toBe(
      'auth.email_taken',
    )
    expect(codeOf(await house.signUp('bob', { ...invitation, password: 'short' }))).toBe('auth.weak_password')
    expect(codeOf(await house.signUp('bob', invitation))).toBe('ok')
  })

  it('ends after seven days', async () => {
    const house = await houseWith('late', 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * DAY_MS })
    expect(codeOf(await house.signUp('bob', { invitation: code }))).toBe('auth.invitation_invalid')
  })

  it('is stored without the code', async () => {
    const house = await houseWith('code', 'invite-only')
    const { code } = valueOf(await house.actor.invite(house.id, house.trace))
    expect(JSON.stringify(await house.rows('SELECT * FROM invitations'))).not.toContain(code)
  })
})
