import { DurableObject } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ActorHealth, ActorKind, DeadLetter } from '@switchboard/shared-types/api/admin'
import type { ActorContract } from '@switchboard/shared-types/contracts/actor'
import type { Result } from '@switchboard/shared-types/result'
import { continueTrace, startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { GroupCommit } from './commits/group-commit.ts'
import { identityGuard } from './identity-guard.ts'
import { JobQueue } from './jobs/job-queue.ts'
import type { Jobs } from './jobs/job.ts'
import { log, reasonOf } from './log.ts'
import { migrate } from './migrations/migrate.ts'
import type { Migrations } from './migrations/migrate.ts'
import type { Routes } from './outbox/message.ts'
import { Mail } from './outbox/mail.ts'

/** What a kind of actor brings to the kernel. */
export interface ActorParts {
  readonly kind: ActorKind
  readonly migrations: Migrations
  /** Built once the storage stands at the newest schema. */
  readonly jobs: Jobs
  /** The one job whose time may live in the alarm slot alone. */
  readonly resident?: string
  /** How each kind of outbox message reaches its target. */
  readonly routes: Routes
}

/**
 * What every actor is made of. Subclasses reach the parts below as fields: unlike methods, fields of an object cannot
 * be called by RPC.
 */
export abstract class Actor<Id extends string> extends DurableObject<ActorsEnv> implements ActorContract<Id> {
  protected readonly db: DrizzleSqliteDODatabase
  protected readonly commits: GroupCommit
  protected readonly jobs: JobQueue
  protected readonly mail: Mail
  /** Runs an RPC: refuses a misrouted call, carries the trace on, and re-arms the alarm for what the call scheduled. */
  protected readonly call: <T>(id: Id, trace: Trace, run: (trace: Trace) => T | Promise<T>) => Promise<T>
  /** Deletes everything that the actor owns, its alarm too. A later call finds it as on its first day. */
  protected readonly erase: () => Promise<void>
  readonly #kind: ActorKind
  #erased = false

  constructor(
    ctx: DurableObjectState,
    env: ActorsEnv,
    parts: (actor: { db: DrizzleSqliteDODatabase }) => ActorParts,
  ) {
    super(ctx, env)
    this.db = drizzle(ctx.storage)
    const { kind, migrations, jobs, resident, routes } = parts({ db: this.db })
    const name = ctx.id.name
    const guard = identityGuard(name)
    this.#kind = kind
    this.commits = new GroupCommit(ctx.storage)
    const changed = (): void => this.jobs.touch()
    this.mail = new Mail({ storage: ctx.storage, db: this.db, env, kind, id: name ?? '', routes, changed })
    this.jobs = new JobQueue(ctx.storage, this.db, { ...jobs, outbox: this.mail.job }, resident)
    const start = async (): Promise<void> => {
      if (migrate(ctx.storage, migrations)) startEmpty()
      else await this.jobs.load()
    }
    const startEmpty = (): void => {
      this.jobs.startEmpty()
      this.mail.startEmpty()
    }
    // Nobody can be answered by an object without a name, so it stays empty.
    if (name !== undefined) {
      // The runtime tells every caller why, and tries anew with a new object.
      ctx.blockConcurrencyWhile(start).catch((thrown: unknown) => {
        log('error', 'actor cannot start', startTrace(kind), { id: name, reason: reasonOf(thrown) })
      })
    }
    this.erase = async () => {
      this.#erased = true
      this.jobs.forget()
      await ctx.storage.deleteAll()
    }
    this.call = async (id, trace, run) => {
      guard(id)
      if (this.#erased) {
        migrate(ctx.storage, migrations)
        startEmpty()
        this.#erased = false
      }
      try {
        return await run(continueTrace(trace, kind))
      } catch (thrown) {
        log('error', 'call failed', trace, { actor: kind, id, reason: reasonOf(thrown) })
        throw thrown
      } finally {
        this.jobs.arm()
      }
    }
  }

  health(id: Id, trace: Trace): Promise<ActorHealth> {
    return this.call(id, trace, () => {
      const deadLetters = this.mail.deadCount()
      return {
        actor: this.#kind,
        id,
        ok: deadLetters === 0,
        ms: 0,
        deadLetters,
        pendingMessages: this.mail.pending(),
      }
    })
  }

  deadLetters(id: Id, trace: Trace): Promise<DeadLetter[]> {
    return this.call(id, trace, () => this.mail.letters())
  }

  replayDeadLetter(id: Id, trace: Trace, letter: string): Promise<Result<null, 'dead_letter.not_found'>> {
    return this.call(id, trace, (inner) => this.mail.replay(letter, inner))
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    await this.jobs.run(startTrace(`${this.#kind}.alarm`), info?.scheduledTime)
  }
}
