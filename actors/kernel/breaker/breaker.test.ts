import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOSED, enterBreaker, onFailure, onSuccess, type BreakerRule, type BreakerState } from './breaker.ts'

const RULE: BreakerRule = { failures: 3, coolDownMs: 1_000, probeMs: 5_000 }
const OPEN: BreakerState = { kind: 'open', until: 1_000 }

describe('a circuit breaker', () => {
  it('opens at the third failure in a row', () => {
    const second = onFailure(RULE, onFailure(RULE, CLOSED, 0), 0)
    expect(enterBreaker(RULE, second, 0).allowed).toBe(true)
    const third = onFailure(RULE, second, 0)
    expect(third).toEqual(OPEN)
    expect(enterBreaker(RULE, third, 999).allowed).toBe(false)
  })

  it('counts from the last success', () => {
    const failedTwice = onFailure(RULE, onFailure(RULE, CLOSED, 0), 0)
    const recovered = onSuccess(failedTwice)
    expect(onFailure(RULE, onFailure(RULE, recovered, 0), 0).kind).toBe('closed')
  })

  it('lets one probe through after the cool-down and holds back the others', () => {
    const probe = enterBreaker(RULE, OPEN, 1_000)
    expect(probe).toEqual({ state: { kind: 'half_open', until: 6_000 }, allowed: true })
    expect(enterBreaker(RULE, probe.state, 1_001).allowed).toBe(false)
  })

  it('closes when the probe goes well and opens again when it fails', () => {
    const { state } = enterBreaker(RULE, OPEN, 1_000)
    expect(onSuccess(state)).toEqual(CLOSED)
    expect(onFailure(RULE, state, 2_000)).toEqual({ kind: 'open', until: 3_000 })
  })

  it('sends another probe when the first one is lost', () => {
    const { state } = enterBreaker(RULE, OPEN, 1_000)
    expect(enterBreaker(RULE, state, 6_000).allowed).toBe(true)
  })

  it('ignores results of calls that began before it opened', () => {
    expect(onSuccess(OPEN)).toBe(OPEN)
    expect(onFailure(RULE, OPEN, 500)).toBe(OPEN)
  })
})

type Step = { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'ask' | 'succeed' | 'fail' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  fc.record({ kind: fc.constantFrom('ask' as const, 'succeed' as const, 'fail' as const) }),
)

/** The promises of a breaker written as a history: what happened since the last event that mattered. */
class Model {
  now = 0
  failuresInARow = 0
  openedAt: number | null = null
  probeAt: number | null = null

  allows(): boolean {
    if (this.openedAt === null) return true
    return this.probeAt === null
      ? this.now >= this.openedAt + RULE.coolDownMs
      : this.now >= this.probeAt + RULE.probeMs
  }

  ask(): void {
    if (this.openedAt !== null && this.allows()) this.probeAt = this.now
  }

  succeed(): void {
    if (this.openedAt !== null && this.probeAt === null) return
    this.failuresInARow = 0
    this.openedAt = null
    this.probeAt = null
  }

  fail(): void {
    if (this.openedAt !== null && this.probeAt === null) return
    this.failuresInARow += 1
    if (this.failuresInARow < RULE.failures) return
    this.openedAt = this.now
    this.probeAt = null
  }
}

it('a circuit breaker allows exactly what the model allows, through any history', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const model = new Model()
      let state: BreakerState = CLOSED
      for (const next of steps) {
        if (next.kind === 'wait') model.now += next.ms
        if (next.kind === 'succeed') {
          state = onSuccess(state)
          model.succeed()
        }
        if (next.kind === 'fail') {
          state = onFailure(RULE, state, model.now)
          model.fail()
        }
        if (next.kind === 'ask') {
          const entry = enterBreaker(RULE, state, model.now)
          expect(entry.allowed).toBe(model.allows())
          state = entry.state
          model.ask()
        }
      }
    }),
    { numRuns: 1_000 },
  )
})
