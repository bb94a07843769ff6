import type { Lease, LeaseErrorCode, LeaseRequest } from '@switchboard/shared-types/contracts/router'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LeaseQueue } from './lease-queue.ts'

const ROUTER = routerOf(newId('per'))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

type Leased = Result<Lease, LeaseErrorCode>

function requestOf(requestId: string): LeaseRequest {
  const traits = {
    model: 'm',
    stream: false,
    estimatedInputTokens: 1,
    maxOutputTokens: null,
    thinking: false,
    images: 0,
    tools: 0,
  }
  return { requestId, tokenHash: 'h', protocol: 'openai-chat', traits, session: null, agent: null }
}

/** Answers when the test says so; a lease's id tells whose it is. */
class Door {
  readonly asked: string[][] = []
  readonly #open: ((answer: 'leases' | Error) => void)[] = []

  readonly ask = async (requests: readonly LeaseRequest[]): Promise<Leased[]> => {
    this.asked.push(requests.map(({ requestId }) => requestId))
    const answer = await new Promise<'leases' | Error>((resolve) => this.#open.push(resolve))
    if (answer instanceof Error) throw answer
    return requests.map(({ requestId }) => leaseFor(requestId))
  }

  get waiting(): number {
    return this.#open.length
  }

  async answer(answer: 'leases' | Error = 'leases', nth = 0): Promise<void> {
    this.#open.splice(nth, 1)[0]?.(answer)
    await vi.advanceTimersByTimeAsync(0)
  }
}

function leaseFor(requestId: string): Leased {
  if (requestId.startsWith('poor')) return err('call.budget_spent', requestId)
  return ok({
    callId: `call_${requestId}`,
    attempts: [],
    cacheSeconds: null,
    keepsContent: false,
    settleWithinMs: 0,
  })
}

/** What came of each call, by its name. */
class Calls {
  readonly results = new Map<string, string>()
  readonly #queue = new LeaseQueue()
  readonly #door: Door

  constructor(door: Door) {
    this.#door = door
  }

  async lease(name: string, router = ROUTER): Promise<void> {
    const told = this.#queue.lease(router, requestOf(name), this.#door.ask).then(
      (leased) => (leased.ok ? leased.value.callId : `${leased.error.code} ${leased.error.message}`),
      (thrown: unknown) => String(thrown),
    )
    void told.then((result) => this.results.set(name, result))
    await vi.advanceTimersByTimeAsync(0)
  }
}

function open(): { door: Door; calls: Calls } {
  const door = new Door()
  return { door, calls: new Calls(door) }
}

describe('a call', () => {
  test('that comes alone is leased at once, and alone', async () => {
    const { door, calls } = open()
    for (const name of ['a', 'b']) {
      await calls.lease(name)
      await door.answer()
    }
    expect(door.asked).toEqual([['a'], ['b']])
    expect([...calls.results]).toEqual([
      ['a', 'call_a'],
      ['b', 'call_b'],
    ])
  })

  test('that comes while a lease is under way goes with the others as the next, each with its own answer', async () => {
    const { door, calls } = open()
    for (const name of ['a', 'b', 'poor', 'c']) await calls.lease(name)
    expect(door.asked).toEqual([['a']])
    await door.answer()
    expect(door.asked).toEqual([['a'], ['b', 'poor', 'c']])
    await calls.lease('d')
    await door.answer()
    await door.answer()
    expect(door.asked).toEqual([['a'], ['b', 'poor', 'c'], ['d']])
    expect(Object.fromEntries(calls.results)).toEqual({
      a: 'call_a',
      b: 'call_b',
      poor: 'call.budget_spent poor',
      c: 'call_c',
      d: 'call_d',
    })
  })

  test('of another router waits for nobody', async () => {
    const { door, calls } = open()
    await calls.lease('a')
    await calls.lease('b', routerOf(newId('per')))
    expect(door.asked).toEqual([['a'], ['b']])
  })

  test('shares the failure of the lease that it went with, and the next ones go on', async () => {
    const { door, calls } = open()
    for (const name of ['a', 'b', 'c']) await calls.lease(name)
    await door.answer(new Error('gone'))
    await door.answer(new Error('gone'))
    await calls.lease('d')
    await door.answer()
    expect(Object.fromEntries(calls.results)).toEqual({
      a: 'Error: gone',
      b: 'Error: gone',
      c: 'Error: gone',
      d: 'call_d',
    })
  })

  test('goes alone when whoever was to ask for it has not in ten seconds, and so does who comes then', async () => {
    const { door, calls } = open()
    for (const name of ['dead', 'b']) await calls.lease(name)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(door.asked).toEqual([['dead']])
    await vi.advanceTimersByTimeAsync(1)
    await calls.lease('c')
    expect(door.asked).toEqual([['dead'], ['b'], ['c']])
    await door.answer('leases', 2)
    await door.answer('leases', 1)
    expect(Object.fromEntries(calls.results)).toEqual({ b: 'call_b', c: 'call_c' })
  })
})

test('every call of any history is leased once, with its own answer, and at most 64 together', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ come: fc.integer({ min: 1, max: 100 }) }) },
    { weight: 2, arbitrary: fc.constant('answer' as const) },
    { weight: 1, arbitrary: fc.constant('fail' as const) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const { door, calls } = open()
      let came = 0
      for (const each of steps) {
        if (each === 'answer') await door.answer()
        else if (each === 'fail') await door.answer(new Error('gone'))
        else for (let n = 0; n < each.come; n++) await calls.lease(`${came++}`)
      }
      while (door.waiting > 0) await door.answer()
      const asked = door.asked.flat()
      expect(new Set(asked).size).toBe(asked.length)
      expect(asked).toHaveLength(came)
      expect(Math.max(0, ...door.asked.map(({ length }) => length))).toBeLessThanOrEqual(64)
      expect(calls.results.size).toBe(came)
      for (const [name, result] of calls.results) expect([`call_${name}`, 'Error: gone']).toContain(result)
    }),
    { numRuns: 60 },
  )
})
