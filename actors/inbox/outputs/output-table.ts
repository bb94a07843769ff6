import { desc, eq, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Output } from '@switchboard/shared-types/api/outputs'
import type { OutputId } from '@switchboard/shared-types/ids'
import { err } from '@switchboard/shared-types/result'
import { outputs } from '../schema.ts'
import type { PublicationRow, PublicationTable } from './publication-table.ts'

export type OutputRow = typeof outputs.$inferSelect

/** Of the newest so many an inbox knows; what they published stays published. */
const OUTPUTS_KEPT = 1_000

/** What was made to be published. */
export class OutputTable {
  readonly #db: DrizzleSqliteDODatabase
  readonly #publications: PublicationTable

  constructor(db: DrizzleSqliteDODatabase, publications: PublicationTable) {
    this.#db = db
    this.#publications = publications
  }

  /** Newest first. */
  all(): OutputRow[] {
    return this.#db.select().from(outputs).orderBy(desc(outputs.no)).all()
  }

  find(id: OutputId): OutputRow | undefined {
    return this.#db.select().from(outputs).where(eq(outputs.id, id)).get()
  }

  byNo(no: number): OutputRow | undefined {
    return this.#db.select().from(outputs).where(eq(outputs.no, no)).get()
  }

  /** Part of the caller's transaction. */
  insert(row: Omit<OutputRow, 'no'>): OutputRow {
    const inserted = this.#db.insert(outputs).values(row).returning().get()
    const old = lte(outputs.no, inserted.no - OUTPUTS_KEPT)
    for (const { no } of this.#db.select().from(outputs).where(old).all()) this.remove(no)
    return inserted
  }

  /** Part of the caller's transaction. */
  update(no: number, change: Partial<OutputRow>): OutputRow {
    return this.#db.update(outputs).set(change).where(eq(outputs.no, no)).returning().get()
  }

  /** Part of the caller's transaction. */
  remove(no: number): void {
    this.#publications.removeOf(no)
    this.#db.delete(outputs).where(eq(outputs.no, no)).run()
  }
}

export function toOutput(row: OutputRow, publications: readonly PublicationRow[]): Output {
  const { no: _, publishKeys: __, ...output } = row
  return {
    ...output,
    publications: publications.map(({ channelId, part, state, at, reason, url }) => ({
      channelId,
      part,
      state,
      at,
      reason,
      url,
    })),
  }
}

export function noOutput() {
  return err('output.not_found', 'There is no such output in this inbox.')
}
