import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import type { Lease } from '@switchboard/shared-types/contracts/lease'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import type { CallId } from '@switchboard/shared-types/ids'
import type { Asked } from './router-port.ts'
import { leftOf, SpareLeases } from './spare-leases.ts'
import type { Advance } from './spare-leases.ts'

const ROUTER = routerOf(newId('per'))
const ASKED: Asked = {
  tokenHash: 'hash',
  protocol: 'openai-chat',
  traits: {
    model: 'm',
    stream: false,
    estimatedInputTokens: 10,
    maxOutputTokens: null,
    thinking: false,
    images: 0,
    tools: 0,
  },
  session: null,
  agent: null,
}

function withTraits(traits: Partial<Asked['traits']>): Asked {
  return { ...ASKED, traits: { ...ASKED.traits, ...traits } }
}

function leaseWith(count: number, maxInputTokens = 1_000): Lease {
  const callIds = Array.from({ length: count }, () => newId('call'))
  const spare = count === 0 ? null : { callIds, forMs: SPARE_LEASE_MS, minInputTokens: 0, maxInputTokens }
  return {
    callId: newId('call'),
    attempts: [],
    cacheSeconds: null,
    keepsContent: false,
    settleWithinMs: 200,
    spare,
  }
}

function advance(askedAt: number): Advance {
  return { askedAt, begun: 0, isRecalled: false }
}

/** An isolate that knows calls of that kind to come, and has so many leases for them since `at`. */
function stocked(count: number, at = 1_000): { spares: SpareLeases; ids: readonly CallId[]; take: Take } {
  const spares = new SpareLeases()
  const take: Take = (now, asked = ASKED) => spares.take(ROUTER, asked, now)
  for (let calls = 0; calls < 12; calls++) take(at)
  const lease = leaseWith(count)
  spares.give(ROUTER, ASKED, lease, advance(at))
  return { spares, ids: lease.spare?.callIds ?? [], take }
}
type Take = (now: number, asked?: Asked) => ReturnType<SpareLeases['take']>

describe('what is asked for', () => {
  it('is nothing for the first twelve calls of four seconds, then as many as come in four at that rate', () => {
    const spares = new SpareLeases()
    const expected = (now: number) => {
      const taken = spares.take(ROUTER, ASKED, now)
      spares.give(ROUTER, ASKED, null, advance(now))
      return taken.lease === null ? taken.expected : Number.NaN
    }
    const from = (start: number, count: number, gap: number) =>
      Array.from({ length: count }, (_, n) => expected(start + n * gap))
    expect(from(1_000, 12, 200)).toEqual(Array(12).fill(0))
    expect(from(3_400, 8, 200)).toEqual(Array(8).fill(20))
    // What came in the last four seconds is expected again, and more where these begin so.
    expect(from(5_000, 12, 10)).toEqual(Array(12).fill(20))
    expect(from(5_120, 2, 10)).toEqual([96, 104])
    expect(from(9_000, 1, 10)).toEqual([14])
    expect(from(17_000, 4, 1_100)).toEqual([0, 0, 0, 0])
  })

  it('is asked for by one call at a time, and by another where that one never says what came of it', () => {
    const { take } = stocked(0)
    expect(take(1_010)).toEqual({ lease: null, expected: 96, ended: [] })
    expect(take(1_020)).toEqual({ lease: null, expected: 0, ended: [] })
    expect(take(1_990)).toEqual({ lease: null, expected: 0, ended: [] })
    expect(take(2_010)).toEqual({ lease: null, expected: 59, ended: [] })
  })

  it.each([
    { rate: 20, count: 40, left: 1 },
    { rate: 200, count: 256, left: 7 },
    { rate: 2_000, count: 256, left: 61 },
    { rate: 2_000, count: 64, left: 16 },
  ])('is asked for again with $left left of $count where $rate come in a second', ({ rate, count, left }) => {
    const spares = new SpareLeases()
    for (let calls = 0; calls < 4 * rate; calls++) spares.take(ROUTER, ASKED, 1_000)
    const { spare, ...lease } = leaseWith(count)
    spares.give(ROUTER, ASKED, { ...lease, spare }, advance(5_000))
    const taken = Array.from({ length: count }, (_, n) =>
      spares.take(ROUTER, ASKED, 5_000 + (n * 1_000) / rate),
    )
    const asked = taken.findIndex((each) => each.lease === null && each.expected > 0)
    expect(asked).toBe(count - left)
    // The others have what is left.
    const begun = taken.flatMap((each) => each.lease?.callId ?? [])
    expect(begun).toEqual(spare?.callIds.slice(0, begun.length))
    expect(begun.length).toBe(count - 1)
  })

  it('is not asked for where few are expected: these use up what is left', () => {
    const { take, ids } = stocked(2, 1_000)
    expect(take(1_001).lease?.callId).toBe(ids[0])
    const spares = new SpareLeases()
    spares.give(ROUTER, ASKED, leaseWith(1), advance(1_000))
    expect(spares.take(ROUTER, ASKED, 1_010).lease).not.toBeNull()
    expect(spares.take(ROUTER, ASKED, 1_020)).toEqual({ lease: null, expected: 0, ended: [] })
  })
})

describe('a lease given in advance', () => {
  it('is that of the call it came with, under an id of its own, and brings no others', () => {
    const { take, ids } = stocked(1)
    const { lease } = take(1_010)
    expect(lease).toMatchObject({ callId: ids[0], settleWithinMs: 200, spare: null })
  })

  it('is for no other kind of call', () => {
    const others = [
      withTraits({ model: 'n' }),
      withTraits({ stream: true }),
      withTraits({ maxOutputTokens: 5 }),
      withTraits({ thinking: true }),
      withTraits({ images: 1 }),
      withTraits({ tools: 1 }),
      withTraits({ estimatedInputTokens: 1_001 }),
      { ...ASKED, tokenHash: 'other' },
      { ...ASKED, protocol: 'openai-responses' as const },
    ]
    const { take, spares } = stocked(4)
    for (const other of others) expect(take(1_010, other).lease).toBeNull()
    expect(spares.take(routerOf(newId('per')), ASKED, 1_010).lease).toBeNull()
    expect(take(1_010, { ...ASKED, session: 'another', agent: 'another/2' }).lease).not.toBeNull()
    expect(take(1_010, withTraits({ estimatedInputTokens: 1_000 })).lease).not.toBeNull()
  })

  it.each([
    ['sixteen newer kinds of calls of its token', 16, (n: number) => withTraits({ model: `m${n}` })],
    ['a thousand newer tokens', 1_000, (n: number) => ({ ...ASKED, tokenHash: `hash${n}` })],
  ])('is forgotten behind %s', (_, most, other) => {
    const { take } = stocked(4)
    for (let n = 1; n < most; n++) take(1_010, other(n))
    expect(take(1_010).lease).not.toBeNull()
    take(1_010, other(most))
    expect(take(1_010).lease).toBeNull()
  })

  it('is never asked for where the model’s name is none, so that nobody without a token fills the memory', () => {
    const spares = new SpareLeases()
    const take = (length: number) => spares.take(ROUTER, withTraits({ model: 'm'.repeat(length) }), 1_000)
    for (let n = 0; n < 12; n++) for (const length of [200, 201]) take(length)
    expect(take(200)).toEqual({ lease: null, expected: 96, ended: [] })
    expect(take(201)).toEqual({ lease: null, expected: 0, ended: [] })
  })

  it('is good until its time is over, which began when it was asked for', () => {
    expect(stocked(4).take(4_999).lease).not.toBeNull()
    expect(stocked(4).take(5_000).lease).toBeNull()
  })

  it('is not begun once it is recalled, here or on its way, and what was begun of it is told at once', () => {
    const { take, spares } = stocked(0)
    const [here, onItsWay] = [advance(1_000), advance(1_000)]
    const batch = spares.give(ROUTER, ASKED, leaseWith(4), here)
    const taken = take(1_010)
    here.isRecalled = true
    expect(taken).toMatchObject({ lease: {}, advance: { begun: 1, isRecalled: true } })
    onItsWay.isRecalled = true
    spares.give(ROUTER, ASKED, leaseWith(4), onItsWay)
    expect(take(1_010)).toMatchObject({ lease: null, ended: [batch, { advance: onItsWay }] })
    expect(here.begun + onItsWay.begun).toBe(1)
  })

  it('is good for nothing when a call of its router went wrong', () => {
    const { take, spares } = stocked(4)
    spares.distrust(routerOf(newId('per')))
    expect(take(1_010).lease).not.toBeNull()
    spares.distrust(ROUTER)
    expect(take(1_010).lease).toBeNull()
  })
})

describe('what is given back', () => {
  it('is what nobody began, and nobody begins it any more', () => {
    const { take, spares } = stocked(0)
    const lease = leaseWith(3)
    const batch = spares.give(ROUTER, ASKED, lease, advance(1_000))
    if (batch === null) throw new Error('no batch')
    expect(take(1_010).lease?.callId).toBe(lease.spare?.callIds[0])
    expect(spares.end(ROUTER, ASKED, batch)).toEqual(lease.spare?.callIds.slice(1))
    expect(take(1_010).lease).toBeNull()
  })

  it('may go with the next lease, and is not given back again once it has arrived', () => {
    for (const hasArrived of [true, false]) {
      const { take, spares } = stocked(0)
      const batch = spares.give(ROUTER, ASKED, leaseWith(3), advance(1_000))
      if (batch === null) throw new Error('no batch')
      take(1_010)
      const taken = take(5_100)
      if (taken.lease !== null) throw new Error('a lease whose time is over')
      expect(taken.ended).toEqual([batch])
      expect(leftOf(batch)).toEqual(batch.spare.callIds.slice(1))
      batch.isBack = hasArrived
      expect(spares.end(ROUTER, ASKED, batch)).toEqual(hasArrived ? [] : leftOf(batch))
    }
  })

  it('goes with the next lease though another batch served calls meanwhile, or a call went wrong', () => {
    for (const goesWrong of [true, false]) {
      const { take, spares } = stocked(0)
      const old = spares.give(ROUTER, ASKED, leaseWith(3), advance(1_000))
      spares.give(ROUTER, ASKED, leaseWith(8), advance(1_800))
      if (goesWrong) spares.distrust(ROUTER)
      const taken = Array.from({ length: 9 }, () => take(5_100)).find(({ lease }) => lease === null)
      if (taken?.lease !== null) throw new Error('nobody asked')
      expect(taken.ended).toContain(old)
      expect(take(5_100)).toMatchObject({ lease: null, ended: [] })
    }
  })

  it('is together with what was begun all that was given, each once, whatever happens when', () => {
    const act = fc.record({
      kind: fc.constantFrom('take', 'take', 'take', 'take', 'end', 'distrust', 'recall'),
      ms: fc.integer({ min: 0, max: 160 }),
      size: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const spares = new SpareLeases()
        const given: CallId[] = []
        const over: CallId[] = []
        const batches: NonNullable<ReturnType<SpareLeases['give']>>[] = []
        const end = (batch: (typeof batches)[number] | undefined) => {
          if (batch !== undefined) over.push(...spares.end(ROUTER, ASKED, batch))
        }
        const recalled: [batch: (typeof batches)[number], begun: number][] = []
        const recall = (batch: (typeof batches)[number]) => {
          batch.advance.isRecalled = true
          recalled.push([batch, batch.advance.begun])
        }
        let now = 1_000
        for (const { kind, ms, size } of acts) {
          now += ms
          if (kind === 'distrust') spares.distrust(ROUTER)
          else if (kind === 'recall') for (const batch of batches) recall(batch)
          else if (kind === 'end') end(batches.shift())
          else {
            const taken = spares.take(ROUTER, ASKED, now)
            if (taken.lease !== null) over.push(taken.lease.callId)
            else if (taken.expected > 0) {
              const lease = leaseWith(Math.min(size, taken.expected))
              given.push(...(lease.spare?.callIds ?? []))
              const batch = spares.give(ROUTER, ASKED, lease, advance(now))
              if (batch !== null) batches.push(batch)
            }
          }
        }
        for (const batch of batches) end(batch)
        expect(over.toSorted()).toEqual(given.toSorted())
        for (const [batch, begun] of recalled) expect(batch.advance.begun).toBe(begun)
      }),
    )
  })
})
