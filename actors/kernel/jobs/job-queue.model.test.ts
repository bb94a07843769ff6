import { evictDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { HOUR, MINUTE, SECOND, setClock, START, stopClock } from '../../testing/kernel/clock.ts'
import { probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { alarmOf, fireDue, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

const NAMES = ['poll', 'tidy', 'digest'] as const
type Name = (typeof NAMES)[number]

/** What a job does when it runs: ends, comes back after so many ms, or throws. */
type Plan = number | 'end' | 'throw'

type Step =
  | { readonly do: 'schedule' | 'rolled back schedule'; readonly name: Name; readonly inMs: number }
  | { readonly do: 'cancel' | 'rolled back cancel'; readonly name: Name }
  | { readonly do: 'plan'; readonly name: Name; readonly plan: Plan }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'evict' | 'call' }

const name = fc.constantFrom(...NAMES)
const ms = fc.oneof(fc.constantFrom(0, 1, SECOND, MINUTE, HOUR), fc.integer({ min: 0, max: 3 * MINUTE }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('schedule' as const), name, inMs: ms }) },
  fc.record({ do: fc.constant('rolled back schedule' as const), name, inMs: ms }),
  fc.record({ do: fc.constantFrom('cancel' as const, 'rolled back cancel' as const), name }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      name,
      plan: fc.oneof(
        ms.filter((n) => n > 0),
        fc.constantFrom('end' as const, 'throw' as const),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('evict' as const, 'call' as const) }) },
)

/** The naive queue: a time for each name, and everything that is due runs. */
class Model {
  now = START
  readonly times = new Map<Name, { dueAt: number; failures: number }>()
  readonly plans = new Map<Name, Plan>()
  readonly runs: string[] = []

  schedule(job: Name, inMs: number): void {
    this.times.set(job, { dueAt: this.now + inMs, failures: 0 })
  }

  advance(byMs: number): void {
    this.now += byMs
    for (const job of NAMES) {
      const timer = this.times.get(job)
      if (timer !== undefined && timer.dueAt <= this.now) this.#run(job, timer.failures + 1)
    }
  }

  alarm(): number | null {
    const earliest = Math.min(...[...this.times.values()].map(({ dueAt }) => dueAt))
    return earliest === Infinity ? null : earliest
  }

  #run(job: Name, attempt: number): void {
    this.runs.push(`${job}@${this.now - START}`)
    const plan = this.plans.get(job) ?? 'end'
    this.times.delete(job)
    if (typeof plan === 'number') this.schedule(job, plan)
    // Half of the longest backoff: the test's random numbers are all 0.5.
    if (plan === 'throw') {
      const dueAt = this.now + Math.min(HOUR, 2 * SECOND * 2 ** (attempt - 1)) / 2
      this.times.set(job, { dueAt, failures: attempt })
    }
  }
}

async function take(taken: Step, id: ProbeId, model: Model): Promise<void> {
  switch (taken.do) {
    case 'schedule':
      model.schedule(taken.name, taken.inMs)
      return within(id, ({ jobs }) => jobs.schedule(taken.name, Date.now() + taken.inMs))
    case 'cancel':
      model.times.delete(taken.name)
      return within(id, ({ jobs }) => jobs.cancel(taken.name))
    case 'rolled back schedule':
      return rollBack(id, (jobs) => jobs.schedule(taken.name, Date.now() + taken.inMs))
    case 'rolled back cancel':
      return rollBack(id, (jobs) => jobs.cancel(taken.name))
    case 'plan':
      model.plans.set(taken.name, taken.plan)
      return
    case 'advance':
      model.advance(taken.ms)
      setClock(model.now - START)
      return void (await fireDue(id))
    case 'evict':
      return evictDurableObject(stubOf(id))
    case 'call':
      return void (await stubOf(id).health(id, { requestId: 'req_model', via: [] }))
  }
}

type Change = (jobs: { schedule(name: string, dueAt: number): void; cancel(name: string): void }) => void

function rollBack(id: ProbeId, change: Change): Promise<void> {
  return within(id, ({ jobs, storage }) => {
    expect(() =>
      storage.transactionSync(() => {
        change(jobs)
        throw new Error('rolled back')
      }),
    ).toThrow('rolled back')
  })
}

let history = 0

it('keeps every time through any history of changes, rollbacks, failures, alarms and evictions', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      setClock(0)
      const id = probeId(`model-${history++}`)
      const model = new Model()
      const runs: string[] = []
      for (const job of NAMES) {
        scriptOf(id).jobs[job] = async () => {
          runs.push(`${job}@${Date.now() - START}`)
          const plan = model.plans.get(job) ?? 'end'
          if (plan === 'throw') throw new Error('no luck')
          if (plan !== 'end') await within(id, ({ jobs }) => jobs.schedule(job, Date.now() + plan))
        }
      }
      await within(id, () => undefined)
      for (const each of steps) {
        await take(each, id, model)
        const times = await within(id, ({ jobs }) => NAMES.map((job) => jobs.scheduledFor(job)))
        expect(times).toEqual(NAMES.map((job) => model.times.get(job)?.dueAt ?? null))
        expect(await alarmOf(id)).toBe(model.alarm())
        expect(runs.toSorted()).toEqual(model.runs.toSorted())
      }
    }),
    { numRuns: 150 },
  )
  random.mockRestore()
}, 120_000)
