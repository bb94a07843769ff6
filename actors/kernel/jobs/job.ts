import type { Trace } from '@switchboard/shared-types/trace'

/** A named piece of work that an actor does by alarm. Jobs that are due together run at the same time. */
export interface Job {
  /** Does what is due. A throw is retried with backoff, for ever; the job decides what gives up. */
  run(trace: Trace): Promise<void>
  /** When the job's own tables say it is due, in ms since the epoch; null: nothing to do. Such a job needs no row. */
  dueAt?(): number | null
  /**
   * Asked of the resident job while it has no time: whether the actor's tables say that it should have one. Its time
   * stands in the alarm slot alone, and platforms have lost alarms: it is then due within a minute.
   */
  isExpected?(): boolean
}

export type Jobs = Readonly<Record<string, Job>>
