import { asc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ProviderId } from '@switchboard/shared-types/ids'
import { providers } from './tables.ts'

export type ProviderRow = typeof providers.$inferSelect

/** The providers, in the order in which they were added. All of them are in memory: every lease looks at them. */
export class ProviderTable {
  readonly #db: DrizzleSqliteDODatabase
  #rows: readonly ProviderRow[] | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  all(): readonly ProviderRow[] {
    this.#rows ??= this.#db.select().from(providers).orderBy(asc(providers.no)).all()
    return this.#rows
  }

  find(id: ProviderId): ProviderRow | undefined {
    return this.all().find((row) => row.id === id)
  }

  add(row: typeof providers.$inferInsert): void {
    this.#rows = undefined
    this.#db.insert(providers).values(row).run()
  }

  update({ no, ...change }: ProviderRow): void {
    this.#rows = undefined
    this.#db.update(providers).set(change).where(eq(providers.no, no)).run()
  }

  remove({ no }: ProviderRow): void {
    this.#rows = undefined
    this.#db.delete(providers).where(eq(providers.no, no)).run()
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#rows = undefined
  }
}
