import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf, inboxOf, routerOf } from '@switchboard/shared-types/ids'
import type { PersonId } from '@switchboard/shared-types/ids'
import { codeOf, House, openSocket, PASSWORD, valueOf } from '../testing/house.ts'

async function gone(house: House, person: PersonId): Promise<void> {
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(house.actor)
      expect(codeOf(await house.actor.person(house.id, house.trace, person))).toBe('person.not_found')
      expect(await house.pendingMessages()).toBe(0)
    },
    { timeout: 10_000, interval: 50 },
  )
  expect(await house.rows('SELECT id FROM credentials WHERE person_id = ?', person)).toEqual([])
  expect(await house.rows('SELECT id FROM sessions WHERE person_id = ?', person)).toEqual([])
}

describe('deleting a person', () => {
  it('ends every session and live connection at once, then removes the account and frees its address', async () => {
    const house = new House('deleted')
    const { actor, id, trace } = house
    await house.joined('ada')
    const bob = await house.joined('bob')
    const { closed } = await openSocket(bob.person.id, bob.sessionId)
    valueOf(await actor.deletePerson(id, trace, bob.person.id))
    expect(codeOf(await house.session(bob.sessionToken))).toBe('auth.required')
    expect(await closed).toBeGreaterThanOrEqual(4000)
    await gone(house, bob.person.id)
    expect(codeOf(await house.signIn('bob'))).toBe('auth.invalid_credentials')
    expect((await house.joined('bob')).person.id).not.toBe(bob.person.id)
  })

  it('empties their inbox', async () => {
    const house = new House('emptied')
    await house.joined('ada')
    const { person } = await house.joined('bob')
    const inbox = inboxOf(person.id)
    const feedUrl = 'https://example.com/feed'
    const followed = { feedId: await feedIdOf(feedUrl), feedUrl }
    valueOf(await getStub(env.INBOX, inbox).subscribe(inbox, house.trace, followed))
    valueOf(await house.actor.deletePerson(house.id, house.trace, person.id))
    await gone(house, person.id)
    expect(await getStub(env.INBOX, inbox).subscriptions(inbox, house.trace)).toEqual([])
  })

  it('takes the tokens of their agents', async () => {
    const house = new House('tokens-revoked')
    await house.joined('ada')
    const { person } = await house.joined('bob')
    const router = routerOf(person.id)
    const input = { name: 'agent', scopes: ['models' as const], expiresAt: null, contentDays: null }
    valueOf(await getStub(env.ROUTER, router).createToken(router, house.trace, input))
    valueOf(await house.actor.deletePerson(house.id, house.trace, person.id))
    await gone(house, person.id)
    expect(await getStub(env.ROUTER, router).tokens(router, house.trace)).toEqual([])
  })

  it('goes on after a crash before the inbox was told', async () => {
    const house = new House('crashed-before')
    await house.joined('ada')
    const { person } = await house.joined('bob')
    valueOf(await house.actor.deletePerson(house.id, house.trace, person.id))
    await house.evict()
    await gone(house, person.id)
  })

  it('goes on after a crash between the purge of the inbox and the removal of the account', async () => {
    const house = new House('crashed-between')
    await house.joined('ada')
    const { person } = await house.joined('bob')
    const inbox = inboxOf(person.id)
    valueOf(await house.actor.deletePerson(house.id, house.trace, person.id))
    valueOf(await getStub(env.INBOX, inbox).purge(inbox, house.trace))
    await house.evict()
    await gone(house, person.id)
  })

  it('stays begun when it is asked for again, suspended or restored meanwhile', async () => {
    const house = new House('again')
    const { actor, id, trace } = house
    await house.joined('ada')
    const { person } = await house.joined('bob')
    const answers = await Promise.all([
      actor.deletePerson(id, trace, person.id),
      actor.deletePerson(id, trace, person.id),
      actor.suspend(id, trace, person.id),
      actor.restore(id, trace, person.id),
    ])
    expect(answers.slice(0, 2).map(codeOf)).toEqual(['ok', 'ok'])
    expect(answers.slice(2).map(codeOf)).toEqual(['person.not_found', 'person.not_found'])
    await gone(house, person.id)
  })

  it('lets nobody in by a sign-in that is under way', async () => {
    const house = new House('overtaken')
    await house.joined('ada')
    const { person } = await house.joined('bob')
    const entering = house.signIn('bob')
    valueOf(await house.actor.deletePerson(house.id, house.trace, person.id))
    expect(codeOf(await entering)).toBe('auth.invalid_credentials')
    await gone(house, person.id)
  })

  it('is refused for the last admin', async () => {
    const house = new House('last')
    const { person, sessionToken } = await house.joined('ada')
    expect(codeOf(await house.actor.deletePerson(house.id, house.trace, person.id))).toBe('person.last_admin')
    const input = { sessionToken, password: PASSWORD }
    expect(codeOf(await house.actor.deleteAccount(house.id, house.trace, input))).toBe('person.last_admin')
    expect(codeOf(await house.session(sessionToken))).toBe('ok')
  })
})

describe('deleting my account', () => {
  it('needs my password, and is complete', async () => {
    const house = new House('mine')
    const { actor, id, trace } = house
    await house.joined('ada')
    const { person, sessionToken } = await house.joined('bob')
    const wrong = await actor.deleteAccount(id, trace, { sessionToken, password: 'not the secret' })
    expect(codeOf(wrong)).toBe('auth.invalid_credentials')
    valueOf(await actor.deleteAccount(id, trace, { sessionToken, password: PASSWORD }))
    expect(codeOf(await house.session(sessionToken))).toBe('auth.required')
    await gone(house, person.id)
  })
})
