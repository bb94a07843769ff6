import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { rowsWritten } from '../../testing/rows-written.ts'
import { HOUR, MINUTE, setClock, START, stopClock } from '../../testing/kernel/clock.ts'
import { probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { alarmOf, fireDue, jobRows, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

function pollEvery(id: ProbeId, ms: number): number[] {
  const runs: number[] = []
  scriptOf(id).jobs.poll = () =>
    within(id, ({ jobs }) => {
      runs.push(Date.now() - START)
      jobs.schedule('poll', Date.now() + ms)
    })
  return runs
}

describe('the resident job', () => {
  it('writes its alarm and nothing else when it only re-arms itself', async () => {
    const id = probeId('resident-alone')
    pollEvery(id, HOUR)
    await within(id, ({ jobs }) => jobs.schedule('poll', START + MINUTE))
    for (const minutes of [1, 61, 121]) {
      setClock(minutes * MINUTE)
      const { writes } = await rowsWritten(stubOf(id), () => fireDue(id))
      // The test's own way of firing deletes the alarm first.
      expect(writes.map(({ what }) => what)).toEqual(['deleteAlarm', 'setAlarm'])
      expect(await alarmOf(id)).toBe(Date.now() + HOUR)
    }
  })

  it('is found again after an eviction, its time being in the alarm slot alone', async () => {
    const id = probeId('resident-evicted')
    const runs = pollEvery(id, HOUR)
    await within(id, ({ jobs }) => jobs.schedule('poll', START + MINUTE))
    await evictDurableObject(stubOf(id))
    expect(await within(id, ({ jobs }) => jobs.scheduledFor('poll'))).toBe(START + MINUTE)
    await evictDurableObject(stubOf(id))
    setClock(MINUTE)
    await fireDue(id)
    expect(runs).toEqual([MINUTE])
  })

  it('gets a row while another job is due before it, and keeps its time', async () => {
    const id = probeId('resident-second')
    const runs = pollEvery(id, HOUR)
    await within(id, ({ jobs }) => jobs.schedule('poll', START + 10 * MINUTE))
    await within(id, ({ jobs }) => jobs.schedule('tidy', START + MINUTE))
    expect(await alarmOf(id)).toBe(START + MINUTE)
    expect(await jobRows(id)).toMatchObject({ poll: { dueAt: START + 10 * MINUTE, attempts: 0 } })
    await evictDurableObject(stubOf(id))
    setClock(MINUTE)
    await fireDue(id)
    expect(runs).toEqual([])
    expect(await alarmOf(id)).toBe(START + 10 * MINUTE)
    setClock(10 * MINUTE)
    await fireDue(id)
    expect(runs).toEqual([10 * MINUTE])
    expect(await jobRows(id), 'it lives in the slot again').toEqual({})
  })

  it('keeps its time when another job is due in the same millisecond', async () => {
    const id = probeId('resident-tie')
    await within(id, ({ jobs }) => jobs.schedule('poll', START + MINUTE))
    await within(id, ({ jobs }) => jobs.schedule('tidy', START + MINUTE))
    await evictDurableObject(stubOf(id))
    expect(await within(id, ({ jobs }) => [jobs.scheduledFor('poll'), jobs.scheduledFor('tidy')])).toEqual([
      START + MINUTE,
      START + MINUTE,
    ])
  })

  it('is durable together with its alarm when it is overtaken in the middle of a call', async () => {
    const id = probeId('resident-crash')
    await within(id, ({ jobs }) => jobs.schedule('poll', START + HOUR))
    // The object is reset while the call still waits: what its first turn wrote is all that there is.
    const call = within(id, async ({ jobs, state }) => {
      jobs.schedule('tidy', START + MINUTE)
      await scheduler.wait(20)
      state.abort('crash')
    })
    await expect(call).rejects.toThrow('crash')
    expect(await within(id, ({ jobs }) => [jobs.scheduledFor('poll'), jobs.scheduledFor('tidy')])).toEqual([
      START + HOUR,
      START + MINUTE,
    ])
    expect(await alarmOf(id)).toBe(START + MINUTE)
  })

  it('takes the time that the alarm handler is told, when the alarm itself has started the actor', async () => {
    const id = probeId('resident-told')
    let due: number | null | undefined
    scriptOf(id).jobs.poll = () => within(id, ({ jobs }) => void (due = jobs.scheduledFor('poll')))
    await within(id, ({ jobs }) => jobs.schedule('poll', START + 7))
    // While an alarm is on its way, its slot is empty.
    await within(id, ({ storage }) => storage.deleteAlarm())
    await evictDurableObject(stubOf(id))
    setClock(MINUTE)
    await runInDurableObject(stubOf(id), (actor) =>
      actor.alarm({ scheduledTime: START + 7, isRetry: false, retryCount: 0 }),
    )
    expect(due).toBe(START + 7)
  })
})

describe('a transaction that is rolled back', () => {
  const rollBack = (
    id: ProbeId,
    change: (jobs: Parameters<Parameters<typeof within>[1]>[0]['jobs']) => void,
  ) =>
    within(id, ({ jobs, storage }) => {
      expect(() =>
        storage.transactionSync(() => {
          change(jobs)
          throw new Error('rolled back')
        }),
      ).toThrow('rolled back')
    })
  const times = (id: ProbeId) =>
    within(id, ({ jobs }) => [jobs.scheduledFor('poll'), jobs.scheduledFor('tidy')])

  it.each([
    ['schedules both', (jobs) => (jobs.schedule('poll', START + 3), jobs.schedule('tidy', START + 4))],
    ['schedules the resident first', (jobs) => jobs.schedule('poll', START + 3)],
    ['schedules the resident last', (jobs) => jobs.schedule('poll', START + 5 * HOUR)],
    ['schedules another first', (jobs) => jobs.schedule('tidy', START + 3)],
    ['cancels both', (jobs) => (jobs.cancel('poll'), jobs.cancel('tidy'))],
    ['cancels the resident', (jobs) => jobs.cancel('poll')],
  ] satisfies [string, (jobs: Parameters<Parameters<typeof rollBack>[1]>[0]) => void][])(
    'changes no time when it %s, in memory as little as in the storage',
    async (name, change) => {
      for (const [poll, tidy] of [
        [START + HOUR, START + 2 * HOUR],
        [START + 2 * HOUR, START + HOUR],
      ] as const) {
        const id = probeId(`rollback-${name}-${poll}`)
        await within(id, ({ jobs }) => {
          jobs.schedule('poll', poll)
          jobs.schedule('tidy', tidy)
        })
        await rollBack(id, change)
        expect(await times(id)).toEqual([poll, tidy])
        expect(await alarmOf(id)).toBe(START + HOUR)
        await evictDurableObject(stubOf(id))
        expect(await times(id)).toEqual([poll, tidy])
      }
    },
  )
})
