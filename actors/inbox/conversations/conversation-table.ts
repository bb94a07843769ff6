import { and, eq, isNotNull, lte, min } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Counts } from '@switchboard/shared-types/api/entries'
import type { ConversationId, PersonId } from '@switchboard/shared-types/ids'
import { conversations } from '../schema.ts'
import { inList } from '../sql/in-list.ts'
import { isOpen, unreadOf } from './conversation-row.ts'
import type { ConversationRow, NewConversationRow } from './conversation-row.ts'
import type { ConversationLists } from './conversation-lists.ts'
import { shelvesOf } from './place.ts'

type Tally = Counts['conversations']

/** The conversations' rows, and how many ask for attention: counted in their list once, then carried along in memory. */
export class ConversationTable {
  readonly #db: DrizzleSqliteDODatabase
  readonly #lists: ConversationLists
  #tally: { unread: number; answer: number } | undefined
  /** When the first snoozed one comes back; undefined while it is not known. */
  #nextWake: string | null | undefined

  constructor(db: DrizzleSqliteDODatabase, lists: ConversationLists) {
    this.#db = db
    this.#lists = lists
  }

  find(id: ConversationId): ConversationRow | undefined {
    return this.#db.select().from(conversations).where(eq(conversations.id, id)).get()
  }

  /** @returns the one that is shown under this id; one that went into another is not */
  findShown(id: ConversationId): ConversationRow | undefined {
    const row = this.find(id)
    return row?.mergedInto === null ? row : undefined
  }

  /** @returns those of these numbers, in that order */
  at(numbers: readonly number[]): ConversationRow[] {
    const rows = this.#db.select().from(conversations).where(inList(conversations.no, numbers)).all()
    const byNo = new Map(rows.map((row) => [row.no, row]))
    return numbers.flatMap((no) => byNo.get(no) ?? [])
  }

  isNobodys(no: number): boolean {
    const { assignee } = conversations
    const found = this.#db.select({ assignee }).from(conversations).where(eq(conversations.no, no)).get()
    return found?.assignee === null
  }

  /** Writes a row where it differs from what was there. Part of the caller's transaction. */
  save(before: ConversationRow | undefined, after: NewConversationRow): ConversationRow {
    if (before !== undefined && isSame(before, after)) return before
    this.#carry(before, after)
    const saved = before === undefined ? this.#insert(after) : this.#update(before, after)
    this.#lists.move(before, saved)
    return saved
  }

  /** Part of the caller's transaction. */
  remove(row: ConversationRow): void {
    this.#lists.remove(row)
    this.#db.delete(conversations).where(eq(conversations.no, row.no)).run()
    this.forget()
  }

  /** When the first snoozed one comes back, in ms since the epoch. */
  wakesAt(): number | null {
    if (this.#nextWake === undefined) this.#nextWake = this.#readNextWake()
    return this.#nextWake === null ? null : Date.parse(this.#nextWake)
  }

  /** Snoozed ones whose time has come, at most `limit`. */
  waking(now: Date, limit: number): ConversationRow[] {
    const due = and(isNotNull(conversations.snoozedUntil), lte(conversations.snoozedUntil, now.toISOString()))
    return this.#db.select().from(conversations).where(due).limit(limit).all()
  }

  /** Some that are this person's to deal with, merged ones too. */
  assignedTo(person: PersonId, limit: number): ConversationRow[] {
    return this.#db.select().from(conversations).where(eq(conversations.assignee, person)).limit(limit).all()
  }

  /** Any `limit` of them, merged ones too. */
  some(limit: number): ConversationRow[] {
    return this.#db.select().from(conversations).limit(limit).all()
  }

  tally(): Tally {
    this.#tally ??= {
      unread: this.#lists.count(shelvesOf('unread')),
      answer: this.#lists.count(shelvesOf('answer')),
    }
    return { ...this.#tally }
  }

  /** Forgets what is in memory, after a transaction that did not hold. */
  forget(): void {
    this.#tally = undefined
    this.#nextWake = undefined
  }

  #carry(before: ConversationRow | undefined, after: NewConversationRow): void {
    this.#nextWake = undefined
    if (this.#tally === undefined) return
    this.#tally.unread += Number(isUnread(after)) - Number(before !== undefined && isUnread(before))
    this.#tally.answer += Number(wantsAnswer(after)) - Number(before !== undefined && wantsAnswer(before))
  }

  #insert(row: NewConversationRow): ConversationRow {
    return this.#db.insert(conversations).values(row).returning().get()
  }

  #update(before: ConversationRow, after: NewConversationRow): ConversationRow {
    // What is named here is written to its index too, whether or not it differs.
    const { no, id: _, ...change } = { ...before, ...after }
    this.#db.update(conversations).set(change).where(eq(conversations.no, no)).run()
    return { ...after, no }
  }

  #readNextWake(): string | null {
    const first = this.#db
      .select({ at: min(conversations.snoozedUntil) })
      .from(conversations)
      .where(isNotNull(conversations.snoozedUntil))
    return first.get()?.at ?? null
  }
}

function isUnread(row: NewConversationRow): boolean {
  return isOpen(row) && !row.muted && unreadOf(row) > 0
}

function wantsAnswer(row: NewConversationRow): boolean {
  return isOpen(row) && !row.muted && row.answerExpected
}

function isSame(before: ConversationRow, after: NewConversationRow): boolean {
  return JSON.stringify(Object.entries({ ...before, ...after })) === JSON.stringify(Object.entries(before))
}
