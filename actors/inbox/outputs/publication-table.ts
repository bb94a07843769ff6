import { and, asc, eq } from 'drizzle-orm'
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

  /** Of one output, by channel and part. */
  ofOutput(outputNo: number): PublicationRow[] {
    const { channelId, part } = publications
    const query = this.#db.select().from(publications).where(eq(publications.outputNo, outputNo))
    return query.orderBy(asc(channelId), asc(part)).all()
  }

  /** Of all outputs, by their numbers. */
  byOutput(): ReadonlyMap<number, PublicationRow[]> {
    const { channelId, part } = publications
    const rows = this.#db.select().from(publications).orderBy(asc(channelId), asc(part)).all()
    return Map.groupBy(rows, ({ outputNo }) => outputNo)
  }

  /** The part of the same output at the same channel with that number. */
  part({ outputNo, channelId }: PublicationRow, part: number): PublicationRow | undefined {
    const isIt = and(
      eq(publications.outputNo, outputNo),
      eq(publications.channelId, channelId),
      eq(publications.part, part),
    )
    return this.#db.select().from(publications).where(isIt).get()
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
  remove(id: MessageId): void {
    this.#db.delete(publications).where(eq(publications.id, id)).run()
  }

  /** Part of the caller's transaction. */
  removeOf(outputNo: number): void {
    this.#db.delete(publications).where(eq(publications.outputNo, outputNo)).run()
  }
}
