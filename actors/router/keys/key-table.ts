import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { eq } from 'drizzle-orm'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import { keys } from '../providers/tables.ts'

export type KeyRow = typeof keys.$inferSelect

/** The providers' keys, still sealed. All of them are in memory: every lease looks at them. */
export class KeyTable {
  readonly #db: DrizzleSqliteDODatabase
  #rows: Map<KeyId, KeyRow> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  find(id: KeyId): KeyRow | undefined {
    return this.#all().get(id)
  }

  /** In the order in which they were added. */
  of(provider: ProviderId): KeyRow[] {
    return [...this.#all().values()].filter((row) => row.providerId === provider)
  }

  add(row: Omit<typeof keys.$inferInsert, 'no'>): KeyRow {
    const added = this.#db.insert(keys).values(row).returning().get()
    this.#rows?.set(added.id, added)
    return added
  }

  update(id: KeyId, change: Partial<Omit<KeyRow, 'no' | 'id'>>): void {
    const row = this.find(id)
    if (row === undefined) return
    this.#db.update(keys).set(change).where(eq(keys.no, row.no)).run()
    this.#rows?.set(id, { ...row, ...change })
  }

  remove(id: KeyId): void {
    const row = this.find(id)
    if (row === undefined) return
    this.#db.delete(keys).where(eq(keys.no, row.no)).run()
    this.#rows?.delete(id)
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#rows = undefined
  }

  #all(): Map<KeyId, KeyRow> {
    this.#rows ??= new Map(
      this.#db
        .select()
        .from(keys)
        .orderBy(keys.no)
        .all()
        .map((row) => [row.id, row]),
    )
    return this.#rows
  }
}
