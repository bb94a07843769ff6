import { and, asc, desc, eq, gte, lt, max, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Placeholder, SQL } from 'drizzle-orm'
import type { MessageId } from '@switchboard/shared-types/ids'
import { messageAliases, messages } from '../schema.ts'
import { firstNo, PLACES } from './message-no.ts'

export type MessageRow = typeof messages.$inferSelect

/** The messages but for what they say. Part of the caller's transaction. */
export class MessageTable {
  readonly #db: DrizzleSqliteDODatabase
  #find: ReturnType<typeof prepareFind> | undefined
  #add: ReturnType<typeof prepareAdd> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** @param id ours, or the hash of what the platform calls it */
  byId(id: MessageId): MessageRow | undefined {
    return this.#db.select().from(messages).where(isCalled(id)).get()
  }

  has(id: MessageId): boolean {
    this.#find ??= prepareFind(this.#db)
    return this.#find.all({ id }).length > 0
  }

  byNo(no: number): MessageRow | undefined {
    return this.#db.select().from(messages).where(eq(messages.no, no)).get()
  }

  byNumbers(numbers: readonly number[]): MessageRow[] {
    const isOne = sql`${messages.no} IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`
    return this.#db.select().from(messages).where(isOne).orderBy(desc(messages.no)).all()
  }

  /** Newest first, older than `before`. @param which of them; undefined: all */
  page(before: number, limit: number, which?: SQL): MessageRow[] {
    const query = this.#db
      .select()
      .from(messages)
      .where(and(lt(messages.no, before), which))
    return query.orderBy(desc(messages.no)).limit(limit).all()
  }

  /** Oldest first, from `from` on. @param which of them; undefined: all */
  from(from: number, limit: number, which?: SQL): MessageRow[] {
    const query = this.#db
      .select()
      .from(messages)
      .where(and(gte(messages.no, from), which))
    return query.orderBy(asc(messages.no)).limit(limit).all()
  }

  newest(): MessageRow | undefined {
    return this.page(Number.MAX_SAFE_INTEGER, 1)[0]
  }

  /** @returns a free number for a message of that time, behind those of the same millisecond */
  placeAt(at: number): number {
    const last = lt(messages.no, firstNo(at + 1))
    const taken = this.#db
      .select({ no: max(messages.no) })
      .from(messages)
      .where(and(gte(messages.no, firstNo(at)), last))
      .get()?.no
    if (taken === null || taken === undefined) return firstNo(at)
    return taken % PLACES < PLACES - 1 ? taken + 1 : this.placeAt(at + 1)
  }

  insert(row: MessageRow): MessageRow {
    this.#add ??= prepareAdd(this.#db)
    this.#add.run({ ...row })
    return row
  }

  update(no: number, change: Partial<Omit<MessageRow, 'no' | 'id'>>): MessageRow {
    return this.#db.update(messages).set(change).where(eq(messages.no, no)).returning().get()
  }

  remove({ no }: MessageRow): void {
    this.#db.delete(messages).where(eq(messages.no, no)).run()
    this.#db.delete(messageAliases).where(eq(messageAliases.messageNo, no)).run()
  }

  /** Lets a message be found under another id too. */
  addAlias(id: MessageId, messageNo: number): void {
    this.#db.insert(messageAliases).values({ id, messageNo }).onConflictDoNothing().run()
  }

  aliasesOf({ no }: MessageRow): MessageId[] {
    const rows = this.#db.select().from(messageAliases).where(eq(messageAliases.messageNo, no)).all()
    return rows.map(({ id }) => id)
  }
}

/** By its own id, or by one under which its platform speaks of it. */
function isCalled(id: MessageId | Placeholder): SQL {
  return sql`${messages.id} = ${id} OR ${messages.no} = (SELECT message_no FROM message_aliases WHERE id = ${id})`
}

/** Every message is added so: to build the statement anew takes longer than to run it. */
function prepareAdd(db: DrizzleSqliteDODatabase) {
  const given = sql.placeholder
  const row = {
    no: given('no'),
    id: given('id'),
    threadNo: given('threadNo'),
    key: given('key'),
    direction: given('direction'),
    authorNo: given('authorNo'),
    episode: given('episode'),
    nature: given('nature'),
    replyTo: given('replyTo'),
    editedAt: given('editedAt'),
    deletedAt: given('deletedAt'),
    reactions: given('reactions'),
    attachments: given('attachments'),
  } satisfies Record<keyof MessageRow, unknown>
  return db.insert(messages).values(row).prepare()
}

/** Every event asks it once or twice. */
function prepareFind(db: DrizzleSqliteDODatabase) {
  return db
    .select({ no: messages.no })
    .from(messages)
    .where(isCalled(sql.placeholder('id')))
    .prepare()
}
