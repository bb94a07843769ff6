import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeOf, House } from '../testing/house.ts'
import { Attempts } from './attempts.ts'
import { networkOf } from './network.ts'

const WRONG = { password: 'not the secret' }

afterEach(() => {
  vi.useRealTimers()
})

function from(ipAddress: string) {
  return { client: { ipAddress, userAgent: null } }
}

describe('attempts at one account', () => {
  it('are refused after ten, with the time to wait, from any address and across an eviction', async () => {
    const house = new House('guessing')
    await house.joined('ada')
    for (let guess = 0; guess < 10; guess++) {
      if (guess === 5) await house.evict()
      const answer = await house.signIn('ada', { ...WRONG, ...from(`203.0.113.${guess}`) })
      expect(codeOf(answer)).toBe('auth.invalid_credentials')
    }
    await house.evict()
    const refused = await house.signIn('ada', from('203.0.113.99'))
    expect(refused).toMatchObject({ ok: false, error: { code: 'auth.rate_limited' } })
    const wait = refused.ok ? undefined : refused.error.details?.['retryAfter']
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + Number(wait) * 1000 })
    expect(codeOf(await house.signIn('ada', from('203.0.113.99')))).toBe('ok')
  })

  it('count for an address that nobody has an account with, just as well', async () => {
    const house = new House('nobody')
    const answers = await Promise.all(Array.from({ length: 11 }, () => house.signIn('nobody')))
    expect(answers.map(codeOf).filter((code) => code === 'auth.rate_limited')).toHaveLength(1)
  })

  it('count when a signed-in device guesses the password to change something', async () => {
    const house = new House('inside')
    const { sessionToken } = await house.joined('ada')
    const { actor, id, trace } = house
    const wrong = { sessionToken, ...WRONG }
    const change = { sessionToken, currentPassword: WRONG.password, newPassword: 'quite another secret' }
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => actor.changePassword(id, trace, change)),
      ...Array.from({ length: 4 }, () => actor.changeEmail(id, trace, { ...wrong, email: 'a@b.example' })),
      ...Array.from({ length: 4 }, () => actor.deleteAccount(id, trace, wrong)),
    ])
    expect(answers.map(codeOf).filter((code) => code === 'auth.rate_limited')).toHaveLength(2)
    expect(codeOf(await house.signIn('ada'))).toBe('auth.rate_limited')
  })
})

describe('the counters', () => {
  it('refuse one account after ten wrong passwords, and no other', async () => {
    await counting('one', (attempts) => {
      expect(waits(12, () => attempts.signIn('ada', null, 0))).toEqual([...zeros(10), 60, 60])
      expect(attempts.signIn('bob', null, 0)).toBe(0)
      expect(attempts.signIn('ada', null, 60_000)).toBe(0)
    })
  })

  it('begin anew for an account whose password was right', async () => {
    await counting('anew', (attempts) => {
      waits(9, () => attempts.signIn('ada', null, 0))
      attempts.succeeded('ada', null, 0)
      expect(waits(10, () => attempts.signIn('ada', null, 0))).toEqual(zeros(10))
    })
  })

  it('refuse an address after fifty failures, which then take nothing from the account tried', async () => {
    await counting('spraying', (attempts) => {
      const sprayed = Array.from({ length: 51 }, (_, n) => attempts.signIn(`p${n}`, '203.0.113.5', 0))
      expect(sprayed).toEqual([...zeros(50), 6])
      waits(20, () => attempts.signIn('ada', '203.0.113.5', 0))
      expect(attempts.signIn('ada', '203.0.113.6', 0)).toBe(0)
    })
  })

  it('take nothing from an address for a password that was right', async () => {
    await counting('office', (attempts) => {
      for (let n = 0; n < 200; n++) {
        expect(attempts.signIn(`p${n}`, '203.0.113.5', 0)).toBe(0)
        attempts.succeeded(`p${n}`, '203.0.113.5', 0)
      }
    })
  })

  it('refuse an address that made sixty accounts', async () => {
    await counting('crowd', (attempts) => {
      expect(waits(61, () => attempts.signUp('203.0.113.5', 0))).toEqual([...zeros(60), 10])
      expect(attempts.signUp('203.0.113.6', 0)).toBe(0)
    })
  })

  it('go by network where one person has a whole network', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:DB8:1:2::9'))
    expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
    expect(networkOf('::ffff:203.0.113.5')).toBe(networkOf('203.0.113.5'))
    expect(networkOf('203.0.113.5')).not.toBe(networkOf('203.0.113.6'))
    expect(networkOf('not an address')).toBe(networkOf(null))
  })
})

async function counting(name: string, work: (attempts: Attempts) => void): Promise<void> {
  await runInDurableObject(new House(name).actor, (_actor, { storage }) => {
    work(new Attempts(drizzle(storage)))
  })
}

function waits(times: number, attempt: () => number): number[] {
  return Array.from({ length: times }, attempt)
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0)
}
