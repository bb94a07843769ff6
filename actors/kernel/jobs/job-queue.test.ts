import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { HOUR, MINUTE, SECOND, setClock, START, stopClock } from '../../testing/kernel/clock.ts'
import { probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import type { ProbeId } from '../../testing/kernel/script.ts'
import { alarmOf, fireDue, jobRows, stubOf, within } from '../../testing/kernel/within.ts'

stopClock()

/** Lets a job note when it ran, in ms since the test's start. */
function recordRuns(id: ProbeId, ...names: ('poll' | 'tidy' | 'digest')[]): [string, number][] {
  const runs: [string, number][] = []
  for (const name of names) {
    scriptOf(id).jobs[name] = async () => {
      runs.push([name, Date.now() - START])
    }
  }
  return runs
}

describe('named jobs on one alarm', () => {
  it('run each at its own time, and are gone afterwards', async () => {
    const id = probeId('named')
    const runs = recordRuns(id, 'tidy', 'digest')
    await within(id, ({ jobs }) => {
      jobs.schedule('digest', START + 2 * MINUTE)
      jobs.schedule('tidy', START + MINUTE)
    })
    expect(await alarmOf(id)).toBe(START + MINUTE)
    setClock(MINUTE)
    await fireDue(id)
    expect(await alarmOf(id)).toBe(START + 2 * MINUTE)
    setClock(2 * MINUTE)
    await fireDue(id)
    expect(runs).toEqual([
      ['tidy', MINUTE],
      ['digest', 2 * MINUTE],
    ])
    expect(await alarmOf(id)).toBeNull()
    expect(await jobRows(id)).toEqual({})
  })

  it('run side by side when they are due together, so that a slow one holds up no other', async () => {
    const id = probeId('together')
    const runs = recordRuns(id, 'digest')
    const slow = Promise.withResolvers<void>()
    scriptOf(id).jobs.tidy = () => slow.promise
    await within(id, ({ jobs }) => {
      jobs.schedule('tidy', START)
      jobs.schedule('digest', START)
    })
    const fired = fireDue(id)
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    slow.resolve()
    await fired
    expect(await jobRows(id)).toEqual({})
  })

  it('start at once when they fall due while another one runs', async () => {
    const id = probeId('joining')
    const runs = recordRuns(id, 'digest')
    const slow = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    scriptOf(id).jobs.tidy = () => {
      started.resolve()
      return slow.promise
    }
    await within(id, ({ jobs }) => jobs.schedule('tidy', START))
    const fired = fireDue(id)
    await started.promise
    await within(id, ({ jobs }) => jobs.schedule('digest', START))
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    slow.resolve()
    await fired
  })

  it('run again when they were scheduled anew while they ran', async () => {
    const id = probeId('again')
    const runs: number[] = []
    scriptOf(id).jobs.tidy = () =>
      within(id, ({ jobs }) => {
        runs.push(Date.now() - START)
        if (runs.length === 1) jobs.schedule('tidy', START)
        if (runs.length === 2) jobs.schedule('tidy', START + MINUTE)
      })
    await within(id, ({ jobs }) => jobs.schedule('tidy', START))
    await fireDue(id)
    expect(runs).toEqual([0, 0])
    expect(await alarmOf(id)).toBe(START + MINUTE)
    setClock(MINUTE)
    await fireDue(id)
    expect(runs).toEqual([0, 0, MINUTE])
    expect(await alarmOf(id)).toBeNull()
  })

  it('are not run once they are cancelled', async () => {
    const id = probeId('cancelled')
    const runs = recordRuns(id, 'tidy', 'poll')
    await within(id, ({ jobs }) => {
      jobs.schedule('tidy', START + MINUTE)
      jobs.schedule('poll', START + SECOND)
    })
    await within(id, ({ jobs }) => {
      jobs.cancel('tidy')
      jobs.cancel('poll')
      jobs.cancel('digest')
    })
    expect(await alarmOf(id)).toBeNull()
    expect(await within(id, ({ jobs }) => jobs.scheduledFor('poll'))).toBeNull()
    setClock(HOUR)
    await fireDue(id)
    expect(runs).toEqual([])
  })

  it('cannot be scheduled under a name that nobody has', async () => {
    const id = probeId('unknown')
    await expect(within(id, ({ jobs }) => jobs.schedule('nobody', START))).rejects.toThrow(
      'there is no job nobody',
    )
  })

  it('run when their own tables say so, without a row', async () => {
    const id = probeId('derived')
    let dueAt: number | null = START + MINUTE
    scriptOf(id).derivedDueAt = () => dueAt
    scriptOf(id).jobs.derived = async () => {
      dueAt = null
    }
    await within(id, ({ jobs }) => jobs.touch())
    expect(await alarmOf(id)).toBe(START + MINUTE)
    expect(await jobRows(id)).toEqual({})
    setClock(MINUTE)
    await fireDue(id)
    expect(dueAt).toBeNull()
    expect(await alarmOf(id)).toBeNull()
  })

  it('leave the alarm handler after a few runs, even when they are always due', async () => {
    const id = probeId('busy')
    let runs = 0
    scriptOf(id).derivedDueAt = () => 0
    scriptOf(id).jobs.derived = async () => {
      runs++
    }
    await within(id, ({ jobs }) => jobs.run({ requestId: 'req_busy', via: [] }))
    expect(runs).toBe(8)
    expect(await alarmOf(id), 'the rest comes with the next one').not.toBeNull()
    scriptOf(id).derivedDueAt = () => null
  })
})

describe('a job that throws', () => {
  it('is put off further each time, at random, and never given up; its row says why', async () => {
    const id = probeId('throwing')
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    scriptOf(id).jobs.tidy = () => Promise.reject(new Error('no luck'))
    await within(id, ({ jobs }) => jobs.schedule('tidy', START))
    const waits: number[] = []
    for (let attempt = 1; attempt <= 30; attempt++) {
      await fireDue(id)
      const row = (await jobRows(id))['tidy']
      expect(row).toMatchObject({ attempts: attempt, lastError: 'no luck' })
      waits.push((row?.dueAt ?? 0) - Date.now())
      setClock((row?.dueAt ?? 0) - START)
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(waits.at(-1)).toBe(HOUR / 2)
    random.mockRestore()
    scriptOf(id).jobs.tidy = () => Promise.resolve()
    await fireDue(id)
    expect(await jobRows(id)).toEqual({})
  })

  it('does not keep the others from their work', async () => {
    const id = probeId('neighbour')
    const runs = recordRuns(id, 'digest')
    scriptOf(id).jobs.tidy = () => Promise.reject(new Error('no luck'))
    await within(id, ({ jobs }) => {
      jobs.schedule('tidy', START)
      jobs.schedule('digest', START)
    })
    await fireDue(id)
    expect(runs).toEqual([['digest', 0]])
  })

  it('counts its failures anew after it has been scheduled anew', async () => {
    const id = probeId('anew')
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    scriptOf(id).jobs.poll = () => Promise.reject(new Error('no luck'))
    await within(id, ({ jobs }) => jobs.schedule('poll', START))
    await fireDue(id)
    expect(await jobRows(id)).toMatchObject({ poll: { attempts: 1, lastError: 'no luck' } })
    await within(id, ({ jobs }) => jobs.schedule('poll', START + MINUTE))
    expect(await jobRows(id)).toEqual({})
    expect(await alarmOf(id)).toBe(START + MINUTE)
  })

  it('waits out its backoff although its own tables say it is due', async () => {
    const id = probeId('derived-throwing')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    scriptOf(id).derivedDueAt = () => 0
    let runs = 0
    scriptOf(id).jobs.derived = () => {
      runs++
      return Promise.reject(new Error('no luck'))
    }
    await within(id, ({ jobs }) => jobs.touch())
    await fireDue(id)
    expect(runs).toBe(1)
    expect(await alarmOf(id)).toBe(START + SECOND)
  })
})

describe('an alarm that was lost', () => {
  async function loseAlarm(id: ProbeId): Promise<void> {
    await within(id, ({ storage }) => storage.deleteAlarm())
  }

  it('is set again by the next call to an actor that has just started', async () => {
    const id = probeId('lost-cold')
    await within(id, ({ jobs }) => jobs.schedule('tidy', START + MINUTE))
    await loseAlarm(id)
    await evictDurableObject(stubOf(id))
    await stubOf(id).health(id, { requestId: 'req_lost', via: [] })
    expect(await alarmOf(id)).toBe(START + MINUTE)
  })

  it('is set again by the next call to an actor that has waited for it in vain', async () => {
    const id = probeId('lost-warm')
    await within(id, ({ jobs }) => jobs.schedule('tidy', START + MINUTE))
    await loseAlarm(id)
    setClock(MINUTE + 10 * SECOND)
    await stubOf(id).health(id, { requestId: 'req_lost', via: [] })
    expect(await alarmOf(id), 'it may only be late').toBeNull()
    setClock(2 * MINUTE)
    await stubOf(id).health(id, { requestId: 'req_lost', via: [] })
    expect(await alarmOf(id)).toBe(START + MINUTE)
  })

  it('brings the resident job back within a minute when the actor expects it', async () => {
    const id = probeId('lost-resident')
    const runs = recordRuns(id, 'poll')
    scriptOf(id).isExpected = () => runs.length === 0
    await within(id, ({ jobs }) => jobs.schedule('poll', START + HOUR))
    await loseAlarm(id)
    await evictDurableObject(stubOf(id))
    await stubOf(id).health(id, { requestId: 'req_lost', via: [] })
    const alarm = (await alarmOf(id)) ?? 0
    expect(alarm).toBeGreaterThan(START)
    expect(alarm).toBeLessThanOrEqual(START + MINUTE)
    setClock(MINUTE)
    await fireDue(id)
    expect(runs).toHaveLength(1)
    expect(await alarmOf(id)).toBeNull()
  })

  it('is not made up for a resident job that nobody expects', async () => {
    const id = probeId('unexpected')
    await within(id, () => undefined)
    await evictDurableObject(stubOf(id))
    await stubOf(id).health(id, { requestId: 'req_unexpected', via: [] })
    expect(await alarmOf(id)).toBeNull()
  })
})
