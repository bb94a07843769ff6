import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Summary } from '@switchboard/shared-types/api/summaries'
import { summaries } from '../schema.ts'

type SummaryRow = typeof summaries.$inferSelect

/** What models wrote, by the entry's number. {@link EntryBodies} takes it away with the text that it is about. */
export class SummaryTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  find(entryNo: number): Summary | null {
    const row = this.#db.select().from(summaries).where(eq(summaries.entryNo, entryNo)).get()
    return row === undefined ? null : toSummary(row)
  }

  keep(row: SummaryRow): Summary {
    return toSummary(this.#db.insert(summaries).values(row).returning().get())
  }
}

function toSummary({ text, model, at }: SummaryRow): Summary {
  return { text, by: 'model', model, reason: null, at }
}
