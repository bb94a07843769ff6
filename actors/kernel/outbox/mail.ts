import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ActorKind, DeadLetter } from '@switchboard/shared-types/api/admin'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Job } from '../jobs/job.ts'
import { directoryRoutes, isReport, reportDeadLetter, reportReplay } from './dead-letter-reports.ts'
import { deadLetterId, toDeadLetter } from './dead-letters.ts'
import { drainOutbox } from './drain.ts'
import type { Routes } from './message.ts'
import { Outbox } from './outbox.ts'

export interface MailOptions {
  readonly storage: Pick<DurableObjectStorage, 'transactionSync'>
  readonly db: DrizzleSqliteDODatabase
  readonly env: Pick<ActorsEnv, 'DIRECTORY'>
  readonly kind: ActorKind
  readonly id: string
  readonly routes: Routes
}

/** What an actor tells others: queued with its own changes, delivered by the `outbox` job, kept when refused. */
export class Mail {
  readonly job: Job
  readonly #outbox: Outbox
  readonly #options: MailOptions

  constructor(options: MailOptions) {
    this.#options = options
    this.#outbox = new Outbox(options.db)
    const routes = { ...options.routes, ...directoryRoutes(options.env) }
    this.job = {
      dueAt: () => this.#outbox.dueAt(),
      run: () =>
        drainOutbox({
          outbox: this.#outbox,
          routes,
          actor: options.kind,
          transaction: (change) => options.storage.transactionSync(change),
          onDead: (row, reason, trace) => {
            const letter = {
              ...toDeadLetter(row, options.kind, options.id),
              reason,
              at: new Date().toISOString(),
            }
            if (!isReport(row.kind)) reportDeadLetter(this.#outbox, letter, trace)
          },
        }),
    }
  }

  /** Queues a message behind those waiting for the same target. Part of the caller's transaction. */
  send(kind: string, target: string, body: unknown, trace: Trace): void {
    this.#outbox.send(kind, target, body, trace)
  }

  pending(): number {
    return this.#outbox.pending()
  }

  letters(): DeadLetter[] {
    return this.#outbox.dead().map((row) => toDeadLetter(row, this.#options.kind, this.#options.id))
  }

  replay(letter: string, trace: Trace): Result<null, 'dead_letter.not_found'> {
    const row = this.#outbox.dead().find((dead) => deadLetterId(dead) === letter)
    if (row === undefined) return err('dead_letter.not_found', 'There is no such dead letter here.')
    this.#options.storage.transactionSync(() => {
      this.#outbox.revive(row, new Date())
      reportReplay(this.#outbox, this.#options.id, letter, trace)
    })
    return ok(null)
  }
}
