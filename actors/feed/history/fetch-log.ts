import { desc, getTableColumns, lte, max } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FetchRecord } from '@switchboard/shared-types/api/subscriptions'
import { fetches } from '../schema.ts'

const KEPT = 200

/** The readable history of fetches: what changed something or failed. */
export class FetchLog {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Part of the caller's transaction. */
  append(record: FetchRecord): void {
    const no =
      (this.#db
        .select({ no: max(fetches.no) })
        .from(fetches)
        .get()?.no ?? 0) + 1
    this.#db
      .insert(fetches)
      .values({ no, ...record })
      .run()
    this.#db
      .delete(fetches)
      .where(lte(fetches.no, no - KEPT))
      .run()
  }

  /** Newest first. */
  read(limit: number): FetchRecord[] {
    const { no, ...record } = getTableColumns(fetches)
    return this.#db.select(record).from(fetches).orderBy(desc(no)).limit(limit).all()
  }
}
