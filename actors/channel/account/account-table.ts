import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { account } from './tables.ts'

export type AccountRow = typeof account.$inferSelect

/** The one row of the connected account; every hook looks at it, so it is kept in memory. */
export class AccountTable {
  readonly #db: DrizzleSqliteDODatabase
  #row: AccountRow | null | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** null: nothing was ever connected here, or it is forgotten. */
  get(): AccountRow | null {
    if (this.#row === undefined) this.#row = this.#db.select().from(account).get() ?? null
    return this.#row
  }

  /** Part of the caller's transaction. */
  insert(row: typeof account.$inferInsert): AccountRow {
    this.#row = this.#db.insert(account).values(row).returning().get()
    return this.#row
  }

  /** Part of the caller's transaction. @throws where there is no account */
  update(change: Partial<Omit<AccountRow, 'id'>>): AccountRow {
    const row: AccountRow | undefined = this.#db.update(account).set(change).returning().get()
    if (row === undefined) throw new Error('there is no account here')
    this.#row = row
    return row
  }

  /** Everything here is erased. */
  noteErased(): void {
    this.#row = null
  }

  forget(): void {
    this.#row = undefined
  }
}
