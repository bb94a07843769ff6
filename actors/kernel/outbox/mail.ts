import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ActorKind, DeadLetter } from '@switchboard/shared-types/api/admin'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Job } from '../jobs/job.ts'
import { directoryRoutes, isReport, reportDeadLetter, reportReplay } from './dead-letter-reports.ts'
import { messageKey, toDeadLetter } from './dead-letters.ts'
import { Drain } from './drain.ts'
import type { Routes } from './message.ts'
import { Outbox } from './outbox.ts'

export interface MailOptions {
  readonly storage: Pick<DurableObjectStorage, 'transactionSync' | 'sql'>
  readonly db: DrizzleSqliteDODatabase
  readonly env: Pick<ActorsEnv, 'DIRECTORY'>
  readonly kind: ActorKind
  readonly id: string
  readonly routes: Routes
  /** Told in the transaction that adds or puts off a message. */
  readonly changed: () => void
}

/** What an actor tells others: queued with its own changes, delivered by the `outbox` job, kept when refused. */
export class Mail {
  readonly job: Job
  readonly #outbox: Outbox
  readonly #options: MailOptions
  readonly #routes: Routes
  #drain: Drain | undefined

  constructor(options: MailOptions) {
    this.#options = options
    this.#outbox = new Outbox(options.storage.sql, options.db, () => {
      this.#drain?.wake()
      options.changed()
    })
    this.#routes = { ...options.routes, ...directoryRoutes(options.env) }
    this.job = { dueAt: () => this.#outbox.dueAt(), run: () => this.#empty() }
  }

  /** Queues a message behind those waiting for the same target. Part of the caller's transaction. */
  send(kind: string, target: string, body: unknown, trace: Trace): void {
    this.#outbox.send(kind, target, body, trace)
  }

  pending(): number {
    return this.#outbox.pending()
  }

  deadCount(): number {
    return this.#outbox.deadCount()
  }

  /** The oldest dead letters, at most a thousand. */
  letters(): DeadLetter[] {
    return this.#outbox.dead().map((row) => toDeadLetter(row, this.#options.kind, this.#options.id))
  }

  replay(letter: string, trace: Trace): Result<null, 'dead_letter.not_found'> {
    return this.#options.storage.transactionSync(() => {
      if (!this.#outbox.revive(messageKey(letter), new Date())) {
        return err('dead_letter.not_found', 'There is no such dead letter here.')
      }
      reportReplay(this.#outbox, this.#options.id, letter, trace)
      return ok(null)
    })
  }

  /** Says that the storage is new and empty. */
  startEmpty(): void {
    this.#outbox.startEmpty()
  }

  async #empty(): Promise<void> {
    const { storage, kind, id } = this.#options
    this.#drain = new Drain({
      outbox: this.#outbox,
      routes: this.#routes,
      actor: kind,
      transaction: (change) => storage.transactionSync(change),
      onDead: (row, trace) => {
        if (!isReport(row.kind)) reportDeadLetter(this.#outbox, toDeadLetter(row, kind, id), trace)
      },
    })
    try {
      await this.#drain.run()
    } finally {
      this.#drain = undefined
    }
  }
}
