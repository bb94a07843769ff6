import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CallId } from '@switchboard/shared-types/ids'
import { codeOf, House, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const BEGUN = { requestId: 'req_of_the_spare', session: null, agent: 'spare/1' }

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

  it('that has room for k calls admits exactly k, however many of them had leases in advance', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 13, maxLength: 20 }),
        async (k, expectations) => {
          const house = await House.open()
          await house.limit({ metric: 'requests', period: 'day', amount: k })
          let admitted = 0
          const spares: CallId[] = []
          for (const expected of expectations) {
            const spare = spares.shift()
            const answer = spare === undefined ? await house.tryLease({}, { expected }) : null
            if (spare !== undefined) {
              valueOf(await house.settle(spare, { begun: BEGUN }))
              admitted++
            } else if (answer?.ok === true) {
              spares.push(...(answer.value.spare?.callIds ?? []))
              admitted++
            }
          }
          expect(admitted).toBe(k)
          expect(spares).toEqual([])
          expect(await house.used()).toEqual([k])
        },
      ),
      { numRuns: 12 },
    )
  })
})
