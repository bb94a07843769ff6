import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptReport } from '@switchboard/shared-types/contracts/lease'
import { newId } from '@switchboard/shared-types/ids'
import type { KnownProvider } from '../providers/known-provider.ts'
import { healthOf, knownProvider } from '../providers/testing.ts'
import type { HealthBook } from './health.ts'
import type { CallTarget } from './notes.ts'

const SECOND = 1_000

/** A provider with two keys, its book, and ways to say what happened to a call. */
function setUp(provider: KnownProvider = knownProvider({ keyIds: [newId('key'), newId('key')] })) {
  const health = healthOf([provider])
  const target = (key = 0, model = 'm'): CallTarget => ({
    providerId: provider.id,
    keyId: provider.keyIds[key] ?? null,
    model,
  })
  const tell = (
    to: CallTarget,
    fault: AttemptReport['fault'],
    now: number,
    more: Partial<AttemptReport> = {},
  ) => health.report([to], [reportOf(fault, more)], now)
  const isUsable = (to: CallTarget, now: number) => health.usable(to, now).usable
  return { provider, health, target, tell, isUsable }
}

function reportOf(fault: AttemptReport['fault'], more: Partial<AttemptReport> = {}): AttemptReport {
  const status = { none: 200, provider: 500, key: 401, 'rate-limit': 429 }[fault]
  const reason = fault === 'none' ? null : `HTTP ${status}`
  return {
    index: 0,
    provider: 'p',
    model: 'm',
    status,
    reason,
    ms: 1,
    fault,
    retryAfterSeconds: null,
    ...more,
  }
}

function fail(times: number, { tell, target }: ReturnType<typeof setUp>, now = 0): void {
  for (let i = 0; i < times; i++) tell(target(), 'provider', now)
}

describe('a model of a provider', () => {
  it('rests for 30 seconds after three failures in a row, for that model alone', () => {
    const house = setUp()
    fail(2, house)
    expect(house.isUsable(house.target(), 0)).toBe(true)
    fail(1, house)
    expect(house.health.usable(house.target(), 29 * SECOND)).toMatchObject({ usable: false, until: 30_000 })
    expect(house.isUsable(house.target(0, 'other'), 0)).toBe(true)
    expect(house.isUsable(house.target(), 30 * SECOND)).toBe(true)
  })

  it('lets one call try it out, which closes the breaker or opens it again', () => {
    const house = setUp()
    fail(3, house)
    house.health.begin(house.target(), 30 * SECOND)
    expect(house.isUsable(house.target(), 31 * SECOND)).toBe(false)
    house.tell(house.target(), 'none', 32 * SECOND)
    expect(house.isUsable(house.target(), 32 * SECOND)).toBe(true)

    fail(3, house, 40 * SECOND)
    house.health.begin(house.target(), 70 * SECOND)
    house.tell(house.target(), 'provider', 71 * SECOND)
    expect(house.isUsable(house.target(), 100 * SECOND)).toBe(false)
    expect(house.isUsable(house.target(), 101 * SECOND)).toBe(true)
  })

  it('is tried by another call when the first one never reports', () => {
    const house = setUp()
    fail(3, house)
    house.health.begin(house.target(), 30 * SECOND)
    expect(house.isUsable(house.target(), 90 * SECOND)).toBe(true)
  })

  it('is not held against a provider when the client is at fault', () => {
    const house = setUp()
    fail(2, house)
    house.tell(house.target(), 'none', 0, { status: 400 })
    fail(2, house)
    expect(house.isUsable(house.target(), 0)).toBe(true)
  })

  it('rests as long as a provider without keys asks for', () => {
    const house = setUp(knownProvider({ kind: 'ollama', keyIds: [] }))
    house.tell(house.target(), 'rate-limit', 0, { retryAfterSeconds: 7 })
    expect(house.health.usable(house.target(), 0)).toMatchObject({ usable: false, until: 7_000 })
  })
})

describe('a key', () => {
  it('is refused until a test or another call has gone well with it', () => {
    const house = setUp()
    house.tell(house.target(0), 'key', 0)
    expect(house.health.usable(house.target(0), 1e12)).toEqual({
      usable: false,
      why: 'HTTP 401',
      until: null,
    })
    expect(house.isUsable(house.target(1), 0)).toBe(true)
    house.health.tested(
      house.provider.id,
      house.provider.keyIds[0] ?? null,
      { health: 'ok', reason: null },
      5,
    )
    expect(house.isUsable(house.target(0), 5)).toBe(true)
  })

  it('rests until the provider takes it again, at most an hour', () => {
    const house = setUp()
    house.tell(house.target(0), 'rate-limit', 0, { retryAfterSeconds: 20 })
    expect(house.health.usable(house.target(0), 19_999)).toMatchObject({ usable: false, until: 20_000 })
    expect(house.isUsable(house.target(1), 0)).toBe(true)
    expect(house.isUsable(house.target(0), 20_000)).toBe(true)
    house.tell(house.target(1), 'rate-limit', 0, { retryAfterSeconds: 86_400 })
    expect(house.health.usable(house.target(1), 0)).toMatchObject({ until: 3_600_000 })
  })

  it('rests half a minute after three rate limits that name no time', () => {
    const house = setUp()
    for (const now of [0, 1, 2]) house.tell(house.target(0), 'rate-limit', now)
    expect(house.health.usable(house.target(0), 3)).toMatchObject({ usable: false, until: 30_002 })
  })

  it('has its turn after the others, call by call', () => {
    const house = setUp()
    const firsts = [0, 1, 2].map((now) => {
      const [first] = house.health.keysInTurn(house.provider.id)
      house.health.begin({ ...house.target(), keyId: first?.id ?? null }, now)
      return first?.id
    })
    const [a, b] = house.provider.keyIds
    expect(firsts).toEqual([a, b, a])
  })
})

describe('a provider in one word', () => {
  it('is untested, ok, failing, resting and refused as its calls go', () => {
    const house = setUp()
    const word = (now: number) => house.health.ofProvider(house.provider.id, now).health
    expect(word(0)).toBe('untested')
    house.tell(house.target(), 'none', 0)
    expect(word(0)).toBe('ok')
    fail(1, house)
    expect(word(0)).toBe('failing')
    fail(2, house)
    expect(word(0)).toBe('resting')
    house.tell(house.target(0), 'key', 0)
    house.tell(house.target(1), 'key', 0)
    expect(word(0)).toBe('refused')
  })

  it('rests while its last key that is not refused does', () => {
    const house = setUp()
    house.tell(house.target(0), 'key', 0)
    house.tell(house.target(1), 'rate-limit', 0, { retryAfterSeconds: 9 })
    expect(house.health.ofProvider(house.provider.id, 0)).toEqual({ health: 'resting', reason: 'HTTP 429' })
  })
})

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'begin' }
  | {
      readonly kind: 'tell'
      readonly fault: AttemptReport['fault']
      readonly key: number
      readonly after: number
    }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(40_000) }),
  fc.record({ kind: fc.constant('begin' as const) }),
  fc.record({
    kind: fc.constant('tell' as const),
    fault: fc.constantFrom('none' as const, 'provider' as const, 'key' as const, 'rate-limit' as const),
    key: fc.nat(1),
    after: fc.nat(7_200),
  }),
)

it('through any history a target that rests says until when, and is usable then unless its key is refused', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const house = setUp()
      let now = 0
      for (const next of steps) {
        if (next.kind === 'wait') now += next.ms
        if (next.kind === 'begin') house.health.begin(house.target(), now)
        if (next.kind === 'tell') {
          house.tell(house.target(next.key), next.fault, now, { retryAfterSeconds: next.after })
        }
        for (const key of [0, 1]) expectWayOut(house.health, house.target(key), now)
      }
    }),
    { numRuns: 500 },
  )
})

/** No rest is longer than an hour, and at its end the target is usable, or what else holds it back says until when. */
function expectWayOut(health: HealthBook, target: CallTarget, now: number): void {
  const verdict = health.usable(target, now)
  if (verdict.usable) return
  if (verdict.until === null) {
    expect(verdict.why).toBe('HTTP 401')
    return
  }
  expect(verdict.until).toBeGreaterThan(now)
  expect(verdict.until).toBeLessThanOrEqual(now + 3_600_000)
  const later = health.usable(target, verdict.until)
  expect(later.usable || (later.until ?? 0) > verdict.until).toBe(true)
}
