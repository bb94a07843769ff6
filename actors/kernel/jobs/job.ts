import type { Trace } from '@switchboard/shared-types/trace'

/** A named piece of work that an actor does by alarm. */
export interface Job {
  /** Does what is due. A throw is retried with backoff, for ever; the job decides what gives up. */
  run(trace: Trace): Promise<void>
  /** When the job's own tables say it is due, in ms since the epoch; null: nothing to do. Such a job needs no row. */
  dueAt?(): number | null
}

export type Jobs = Readonly<Record<string, Job>>
