import { eq } from 'drizzle-orm'
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

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'inbox', migrations, jobs: {}, routes: {} }))
  }

  ping(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => ++this.#n)
  }

  select(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => this.db.select().from(ev).where(eq(ev.id, 1)).all().length)
  }

  insert(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => this.#insert())
  }

  insertGrouped(id: BenchId, trace: Trace): Promise<number> {
    return this.call(id, trace, () => this.commits.write(() => this.#insert()))
  }

  #insert(): number {
    this.db
      .insert(ev)
      .values({ k: `a${++this.#n % 100}`, body: BODY, at: this.#n })
      .run()
    return this.#n
  }
}
