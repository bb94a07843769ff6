import { and, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { MessageId } from '@switchboard/shared-types/ids'
import { publications } from '../schema.ts'

export type PublicationRow = typeof publications.$inferSelect

/** The parts of outputs at channels, each under the id that its channel knows it by. */
export class PublicationTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  find(id: MessageId): PublicationRow | undefined {
    return this.#db.select().from(publications).where(eq(publications.id, id)).get()
  }

  /** By channel and part. */
  ofOutput(outputNo: number): PublicationRow[] {
    const rows = this.#db.select().from(publications).where(eq(publications.outputNo, outputNo)).all()
    return rows.toSorted(
      (one, other) => one.channelId.localeCompare(other.channelId) || one.part - other.part,
    )
  }

  /** The part that comes after this one at the same channel. */
  after({ outputNo, channelId, part }: PublicationRow): PublicationRow | undefined {
    const { outputNo: no, channelId: channel, part: place } = publications
    const isNext = and(eq(no, outputNo), eq(channel, channelId), eq(place, part + 1))
    return this.#db.select().from(publications).where(isNext).get()
  }

  /** Part of the caller's transaction. */
  insert(row: PublicationRow): void {
    this.#db.insert(publications).values(row).run()
  }

  /** Part of the caller's transaction. */
  update(id: MessageId, change: Partial<PublicationRow>): void {
    this.#db.update(publications).set(change).where(eq(publications.id, id)).run()
  }

  /** Part of the caller's transaction. */
  removeOf(outputNo: number): void {
    this.#db.delete(publications).where(eq(publications.outputNo, outputNo)).run()
  }
}
