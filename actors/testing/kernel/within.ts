import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { getStub } from '@switchboard/shared-types/door'
import type { ProbeActor } from './probe.ts'
import { probes } from './probes.ts'
import type { ProbeId } from './script.ts'

type Parts = ProbeActor['parts'] & {
  readonly storage: DurableObjectStorage
  readonly state: DurableObjectState
}

export function stubOf(id: ProbeId): DurableObjectStub<ProbeActor> {
  return getStub(probes.PROBE, id)
}

/** Runs a piece of a test inside the probe, with the kernel's parts at hand. */
export function within<T>(id: ProbeId, work: (parts: Parts) => T | Promise<T>): Promise<T> {
  return runInDurableObject(stubOf(id), ({ parts }, state) =>
    work({ ...parts, storage: state.storage, state }),
  )
}

/** In ms since the epoch; null: none is set. */
export function alarmOf(id: ProbeId): Promise<number | null> {
  return within(id, ({ storage }) => storage.getAlarm())
}

/** Fires the alarm as often as it is due by the test's clock, which the runtime's own does not follow. */
export async function fireDue(id: ProbeId): Promise<number> {
  for (let fired = 0; ; fired++) {
    const time = await alarmOf(id)
    if (time === null || time > Date.now()) return fired
    await runDurableObjectAlarm(stubOf(id))
  }
}

/** What the jobs table holds, by name. */
export function jobRows(
  id: ProbeId,
): Promise<Record<string, { dueAt: number; attempts: number; lastError: string | null }>> {
  return within(id, ({ storage }) => {
    const rows = storage.sql.exec<{
      name: string
      due_at: string
      attempts: number
      last_error: string | null
    }>('SELECT * FROM jobs')
    return Object.fromEntries(
      rows
        .toArray()
        .map(({ name, due_at, attempts, last_error }) => [
          name,
          { dueAt: Date.parse(due_at), attempts, lastError: last_error },
        ]),
    )
  })
}
