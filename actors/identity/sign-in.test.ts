import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { env } from 'cloudflare:workers'
import { codeOf, House, PASSWORD, valueOf } from './testing/house.ts'

describe('an account', () => {
  it('is made, left and entered again', async () => {
    const house = new House('entered')
    const first = valueOf(await house.signUp('ada'))
    expect(first.person).toMatchObject({ name: 'ada', email: 'ada@example.com', role: 'admin' })
    expect(first.person.id).toMatch(/^per_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(first.sessionId).toMatch(/^ses_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(valueOf(await house.session(first.sessionToken))).toEqual(first)

    valueOf(await house.actor.signOut(house.id, house.trace, first.sessionToken))
    expect(codeOf(await house.session(first.sessionToken))).toBe('auth.required')

    const again = valueOf(await house.signIn('ada', { email: ' ADA@Example.com' }))
    expect(again.person).toEqual(first.person)
    expect(again.sessionId).not.toBe(first.sessionId)
  })

  it('and its sessions survive the actor leaving memory', async () => {
    const house = new House('evicted')
    const { sessionToken, person } = await house.joined('ada')
    await house.evict()
    expect(valueOf(await house.session(sessionToken)).person).toEqual(person)
    await house.evict()
    expect((await house.entered('ada')).person).toEqual(person)
  })

  it('is never reached through a call that was meant for another realm', async () => {
    const house = new House('addressed')
    const { sessionToken } = await house.joined('ada')
    const stranger = getStub(env.IDENTITY, 'realm_other')
    await expect(stranger.session(house.id, house.trace, sessionToken)).rejects.toMatchObject({
      code: 'actor.misrouted',
    })
  })
})

describe('a refused sign-in', () => {
  it('reads the same for an unknown address and for a wrong password', async () => {
    const house = new House('same')
    await house.joined('ada')
    const wrong = await house.signIn('ada', { password: `${PASSWORD}?` })
    expect(wrong).toEqual(await house.signIn('nobody'))
    expect(codeOf(wrong)).toBe('auth.invalid_credentials')
  })

  it('takes as long for an unknown address as for a wrong password', async () => {
    const house = new House('timed')
    await house.joined('ada')
    const unknown: number[] = []
    const wrong: number[] = []
    for (let round = 0; round < 4; round++) {
      unknown.push(await timeOf(() => house.signIn('nobody')))
      wrong.push(await timeOf(() => house.signIn('ada', { password: 'not the secret' })))
    }
    const ratio = Math.min(...unknown) / Math.min(...wrong)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  it('is not quicker for an unknown address when the password looks like a hash', async () => {
    const house = new House('forged')
    await house.joined('ada')
    const forged = `$scrypt$ln=14,r=8,p=5$${'A'.repeat(22)}$${'A'.repeat(43)}`
    const honest = await timeOf(() => house.signIn('ada', { password: 'not the secret' }))
    expect(await timeOf(() => house.signIn('nobody', { password: forged }))).toBeGreaterThan(honest / 4)
  })
})

describe('sign-ins that come together', () => {
  it('are all served, and the actor answers others meanwhile', async () => {
    const house = new House('together')
    await house.joined('ada')
    const order: string[] = []
    const signIns = Array.from({ length: 8 }, async () => {
      const answer = await house.signIn('ada')
      order.push('sign-in')
      return codeOf(answer)
    })
    const other = house.actor.registration(house.id, house.trace).then(() => order.push('other'))
    expect(await Promise.all(signIns)).toEqual(Array.from({ length: 8 }, () => 'ok'))
    await other
    expect(order.indexOf('other')).toBeLessThan(order.lastIndexOf('sign-in'))
  })
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
