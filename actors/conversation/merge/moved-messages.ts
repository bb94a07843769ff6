import { eq, inArray } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { movedMessages } from '../schema.ts'

/** Where messages went that were here. Most conversations have none, and then nothing is asked. */
export class MovedMessages {
  readonly #db: DrizzleSqliteDODatabase
  #hasSome: boolean | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  placeOf(id: MessageId): ConversationId | null {
    this.#hasSome ??= this.#db.select().from(movedMessages).limit(1).get() !== undefined
    if (!this.#hasSome) return null
    return this.#db.select().from(movedMessages).where(eq(movedMessages.id, id)).get()?.to ?? null
  }

  /** Part of the caller's transaction. */
  note(ids: readonly MessageId[], to: ConversationId): void {
    this.#hasSome = true
    for (const id of ids) {
      const target = movedMessages.id
      this.#db.insert(movedMessages).values({ id, to }).onConflictDoUpdate({ target, set: { to } }).run()
    }
  }

  /** They are here, or come from here no more. Part of the caller's transaction. */
  drop(ids: readonly MessageId[]): void {
    this.#db
      .delete(movedMessages)
      .where(inArray(movedMessages.id, [...ids]))
      .run()
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#hasSome = undefined
  }
}
