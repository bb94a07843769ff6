import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GroupCommit } from '@switchboard/kernel/commits/group-commit'
import { codeOf, House } from '../testing/house.ts'
import { Isolate } from '../testing/isolate.ts'
import { isOver } from '../testing/wait.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a limit under traffic', () => {
  it('waits for what is held in advance before it refuses, and lets in who finds room then', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    const spares = await house.spares()
    expect(spares).toHaveLength(2)
    for (let call = 0; call < 4; call++) await house.lease()
    const [late, tooLate, ofThree] = [house.tryLease(), house.tryLease(), house.tryLease()]
    await house.giveBack(spares)
    expect([codeOf(await late), codeOf(await tooLate), codeOf(await ofThree)].toSorted()).toEqual([
      'call.rate_limited',
      'ok',
      'ok',
    ])
  })

  it('refuses at once where what is held in advance would make no room for it', async () => {
    const house = await House.open()
    const busy = house.tokenHash
    const spent = await house.newToken()
    const tokens = await house.stub.tokens(house.id, house.trace)
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1_000 })
    for (const { id } of tokens) {
      await house.limit({ metric: 'requests', period: 'day', amount: 50 }, { scope: { kind: 'token', id } })
    }
    for (let call = 0; call < 50; call++) await house.lease({}, { tokenHash: spent })
    expect(await house.lease({}, { tokenHash: busy, expected: 5 })).toMatchObject({
      spare: { callIds: { length: 5 } },
    })
    const wait = vi.spyOn(globalThis, 'setTimeout')
    expect(codeOf(await house.tryLease({}, { tokenHash: spent }))).toBe('call.budget_spent')
    expect(wait.mock.calls.filter(([, ms]) => ms === 20)).toEqual([])
  })

  it('refuses in the end where nobody tells what became of what is held', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    await house.spares()
    for (let call = 0; call < 4; call++) await house.lease()
    expect(codeOf(await house.tryLease())).toBe('call.rate_limited')
  })

  it('recalls what is held in advance before it refuses, and lets in who finds room then', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    const isolate = new Isolate(house)
    expect(await isolate.stock(3)).toBe(2)
    for (let call = 0; call < 4; call++) await house.lease()
    const late = await Promise.all([house.tryLease(), house.tryLease(), house.tryLease()])
    expect(late.map(codeOf).toSorted()).toEqual(['call.rate_limited', 'ok', 'ok'])
    expect(isolate.recalls).toBe(1)
  })

  it('refuses as soon as it knows that all of them run', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    const isolate = new Isolate(house)
    await isolate.stock(3)
    while (isolate.begin() !== null);
    vi.spyOn(isolate, 'tell').mockResolvedValue()
    for (let call = 0; call < 4; call++) await house.lease()
    const late = house.tryLease()
    expect(await isOver(late)).toBe(true)
    expect(codeOf(await late)).toBe('call.rate_limited')
  })

  it('decides now and then, and not without end, while it waits for who can not be asked', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const spares = await new Isolate(house).stock(3, async () => {
      throw new Error('the isolate has gone')
    })
    expect(spares).toBe(2)
    for (let call = 0; call < 4; call++) await house.lease()
    const write = vi.spyOn(GroupCommit.prototype, 'write')
    const late = house.tryLease()
    expect(await isOver(late)).toBe(false)
    expect(write.mock.calls.length).toBeGreaterThan(2)
    expect(write.mock.calls.length).toBeLessThan(30)
    expect(warn).toHaveBeenCalledOnce()
    expect(codeOf(await late)).toBe('call.rate_limited')
  })

  it('lets in who finds room when those that had ended are told of', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 7 })
    const isolate = new Isolate(house)
    await isolate.stock(3)
    while (isolate.begin() !== null);
    for (let call = 0; call < 4; call++) await house.lease()
    expect(codeOf(await house.tryLease())).toBe('ok')
  })

  it('that has room for k calls admits exactly k from several isolates, whoever of them holds leases', async () => {
    const acts = fc.array(fc.record({ who: fc.nat(2), expected: fc.nat(8) }), {
      minLength: 13,
      maxLength: 24,
    })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), acts, async (k, sequence) => {
        const house = await House.open()
        await house.limit({ metric: 'requests', period: 'day', amount: k })
        const isolates = [new Isolate(house), new Isolate(house), new Isolate(house)]
        let leased = 0
        for (const { who, expected } of sequence) {
          const isolate = isolates[who]
          if (isolate === undefined || isolate.begin() !== null) continue
          await isolate.stock(expected).then(
            () => leased++,
            (thrown: unknown) => expect(String(thrown)).toContain('call.budget_spent'),
          )
        }
        expect(leased + isolates.reduce((sum, { begun }) => sum + begun.length, 0)).toBe(k)
      }),
      { numRuns: 20 },
    )
  })
})
