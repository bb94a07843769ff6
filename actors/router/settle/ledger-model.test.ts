import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import type { CallId } from '@switchboard/shared-types/ids'
import { DOLLAR, House, NO_TOKENS, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Far ahead, so that no alarm goes off by itself, and far from the end of a month. */
const START = Date.parse('2031-05-10T06:00:00.000Z')
const LEASE_MS = 150_000
const PASSES_MS = 70_000

interface Known {
  readonly id: CallId
  readonly output: number
  deadline: number
  /** `spare`: leased in advance, and nobody has told that it was begun. */
  state: 'spare' | 'running' | 'lost' | 'settled' | 'given-back'
  /** Tokens of output that it is booked at. */
  booked: number
}

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('lease' as const),
      output: fc.integer({ min: 1, max: 900 }),
      expected: fc.integer({ min: 0, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which: fc.nat(),
      output: fc.integer({ min: 0, max: 900 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('extend' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'wait' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('give-back' as const), which: fc.nat(), begun: fc.nat() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'evict' as const }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** A router, and what it should know. */
class World {
  readonly #house: House
  readonly #calls: Known[] = []
  /** Leases that came together in advance. */
  readonly #batches: Known[][] = []
  #now = START

  constructor(house: House) {
    this.#house = house
  }

  async perform(given: Act): Promise<void> {
    switch (given.kind) {
      case 'lease': {
        const { output, expected } = given
        const { callId, spare } = await this.#house.lease({ maxOutputTokens: output }, { expected })
        expect(spare?.callIds.length ?? 0).toBe(expected)
        const known = { output, deadline: this.#now + LEASE_MS, booked: 0 }
        const toKnown = (id: CallId): Known => ({ ...known, id, state: 'spare' })
        const spares = (spare?.callIds ?? []).map(toKnown)
        this.#calls.push({ ...known, id: callId, state: 'running' }, ...spares)
        this.#batches.push(spares)
        return
      }
      case 'settle':
        return await this.#settle(this.#pick(given.which), given.output)
      case 'extend':
        return await this.#extend(this.#pick(given.which))
      case 'give-back':
        return await this.#giveBack(given)
      case 'wait':
        return await this.#wait()
      case 'evict':
        await this.#house.evict()
        // Nothing begins again within the same millisecond: a number that was given back may be used anew.
        this.#now += 1
        vi.setSystemTime(this.#now)
        return
    }
  }

  async check(): Promise<void> {
    const { stub, id, trace } = this.#house
    const running = this.#calls.filter(({ state }) => state === 'running')
    const told = await stub.running(id, trace)
    expect(told.map((call) => call.id)).toEqual(running.map((call) => call.id))
    const booked = this.#calls.reduce((sum, call) => sum + call.booked, 0)
    const spares = this.#calls.filter(({ state }) => state === 'spare')
    const held = [...running, ...spares].reduce((sum, { output }) => sum + output, 0)
    const [money, atOnce] = await this.#house.used()
    expect(money).toBeCloseTo((booked + held) / DOLLAR, 6)
    expect(atOnce).toBe(running.length + spares.length)
    const query = { from: '2031-05-10', until: '2031-05-11', by: 'day' as const }
    const { total } = valueOf(await stub.usage(id, trace, query))
    expect(total).toMatchObject({
      calls: this.#calls.filter(({ state }) => state === 'lost' || state === 'settled').length,
      usage: { output: booked },
    })
    expect(total.costUsd).toBeCloseTo(booked / DOLLAR, 6)
  }

  async #settle(call: Known | undefined, output: number): Promise<void> {
    if (call === undefined || call.state === 'given-back') return
    const begun = call.state === 'spare' ? { requestId: call.id, session: null, agent: 'spare/1' } : null
    valueOf(await this.#house.settle(call.id, { usage: { ...NO_TOKENS, output }, begun }))
    if (begun !== null) expect(await this.#house.call(call.id)).toMatchObject({ agent: 'spare/1' })
    if (call.state !== 'settled') call.booked = output
    call.state = 'settled'
  }

  /** Those of a batch that were not begun, which are its last ones. */
  async #giveBack({ which, begun }: { which: number; begun: number }): Promise<void> {
    const batch = this.#batches[which % Math.max(this.#batches.length, 1)] ?? []
    const known = batch.findLastIndex(({ state }) => state !== 'spare') + 1
    const left = batch.slice(known + (begun % (batch.length - known + 1)))
    const { stub, id, trace } = this.#house
    valueOf(
      await stub.giveBack(
        id,
        trace,
        left.map((call) => call.id),
      ),
    )
    for (const call of left) call.state = 'given-back'
    batch.splice(batch.length - left.length)
  }

  async #extend(call: Known | undefined): Promise<void> {
    if (call === undefined) return
    const { stub, id, trace } = this.#house
    const runs = call.state === 'running' || call.state === 'spare'
    const begun = call.state === 'spare' ? { requestId: call.id, session: null, agent: null } : null
    expect((await stub.extend(id, trace, call.id, begun)).ok).toBe(runs)
    if (!runs) return
    call.state = 'running'
    call.deadline = this.#now + LEASE_MS
  }

  /** Lets time pass, and the alarm go off where it is due. */
  async #wait(): Promise<void> {
    this.#now += PASSES_MS
    vi.setSystemTime(this.#now)
    const { stub } = this.#house
    const alarm = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
    if (alarm === null || alarm > this.#now) return
    await runDurableObjectAlarm(stub)
    for (const call of this.#calls) {
      if ((call.state !== 'running' && call.state !== 'spare') || call.deadline > this.#now) continue
      call.state = 'lost'
      call.booked = call.output
    }
  }

  #pick(which: number): Known | undefined {
    return this.#calls[which % Math.max(this.#calls.length, 1)]
  }
}

it('a call whose number was given back once is still known after a sleep', async () => {
  const lease = { kind: 'lease', output: 1, expected: 0 } as const
  await live([
    { ...lease, expected: 1 },
    { kind: 'give-back', which: 0, begun: 0 },
    { kind: 'wait' },
    { kind: 'wait' },
    { kind: 'wait' },
    { kind: 'evict' },
    lease,
    { kind: 'evict' },
    { kind: 'wait' },
  ])
})

it('whatever comes twice, late, never or in the middle of a sleep, ledger, sums and limits tell the same', async () => {
  const acts = fc.array(act, { minLength: 5, maxLength: 35 })
  await fc.assert(fc.asyncProperty(acts, live), { numRuns: 25 })
})

async function live(acts: readonly Act[]): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  const house = await House.open()
  await house.limit({ metric: 'money', period: 'month', amount: 1_000 })
  await house.limit({ metric: 'concurrency', period: 'at-once', amount: 100 })
  const world = new World(house)
  for (const given of acts) {
    await world.perform(given)
    await world.check()
  }
}
