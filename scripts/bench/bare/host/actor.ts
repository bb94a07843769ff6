import { eq, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { Actor } from '@switchboard/kernel/actor'
import type { ActorContract } from '@switchboard/shared-types/contracts/actor'
import type { Trace } from '@switchboard/shared-types/trace'
import migrations from './migrations/migrations.js'
import { ev } from './schema.ts'

export type BenchId = `bench_${string}`

const BODY = 'x'.repeat(200)

/** What the bare runtime's object does, as an actor of the house. */
export class BenchActor extends Actor<BenchId> implements ActorContract<BenchId> {
  #n = 0
  // Building a statement costs drizzle more than SQLite needs to run it, so each is built once, when it is needed.
  #byId: ReturnType<typeof selectById> | undefined
  #add: ReturnType<typeof insertOne> | undefined

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'inbox', migrations, jobs: {}, routes: {} }))
  }

  ping(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => ++this.#n)
  }

  select(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => {
      this.#byId ??= selectById(this.db)
      return this.#byId.all({ id: 1 }).length
    })
  }

  insert(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => this.#insert())
  }

  insertGrouped(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => this.commits.write(() => this.#insert()))
  }

  #insert(): number {
    this.#add ??= insertOne(this.db)
    this.#add.run({ k: `a${++this.#n % 100}`, at: this.#n })
    return this.#n
  }
}

function selectById(db: DrizzleSqliteDODatabase) {
  return db
    .select()
    .from(ev)
    .where(eq(ev.id, sql.placeholder('id')))
    .prepare()
}

function insertOne(db: DrizzleSqliteDODatabase) {
  return db
    .insert(ev)
    .values({ k: sql.placeholder('k'), body: BODY, at: sql.placeholder('at') })
    .prepare()
}
