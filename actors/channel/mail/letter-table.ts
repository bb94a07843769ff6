import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Mailbox, MailThreads, NewLetter, OwnLetter, PlacedLetter } from './mailbox.ts'
import { letters, newsletters } from './tables.ts'

type Question = Parameters<Mailbox['answerTo']>[0]
type LetterRow = typeof letters.$inferSelect

/** Which letter belongs to which thread, and how each is answered. All of it is part of the caller's transaction. */
export class LetterTable implements MailThreads {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /**
   * A thread is whatever hangs together by message ids, so the order in which mail arrives does not matter: letters
   * that are only named stand in the table too, and one that links two threads makes them the older one.
   */
  place({ messageId, related, token, nature, answer }: NewLetter): PlacedLetter {
    const own = this.#find([messageId])[0]
    // The first mail of that id has said where it belongs; another one with the same id moves nothing.
    if (own !== undefined && own.answer !== null) return { thread: keyOf(own.thread), joined: [] }
    const known = this.#find([messageId, ...related])
    const threads = new Set(known.map(({ thread }) => thread))
    const named = threads.size === 0 && token !== null ? this.#threadNamed(token) : null
    if (named !== null) threads.add(named)
    const thread = threads.size === 0 ? this.#begin(messageId) : Math.min(...threads)
    const joined = [...threads].filter((each) => each !== thread)
    if (joined.length > 0) {
      this.#db.update(letters).set({ thread }).where(inArray(letters.thread, joined)).run()
    }
    this.#note([messageId, ...related], thread)
    this.#db.update(letters).set({ nature, answer }).where(eq(letters.messageId, messageId)).run()
    return { thread: keyOf(thread), joined: joined.map(keyOf) }
  }

  threadOfOurs(messageId: string): string | null {
    return this.#find([messageId])[0]?.sentUnder ?? null
  }

  ownIdOf(messageId: string): string {
    return this.#find([messageId])[0]?.knownAs ?? messageId
  }

  /** @param platformId in its angle brackets */
  leftAs(messageId: string, platformId: string): void {
    const own = this.#find([messageId])[0]
    if (own === undefined || own.answer === null || platformId === messageId) return
    this.#note([platformId], own.thread)
    const { sentUnder, answer } = own
    const references = answer.references.map((id) => (id === messageId ? platformId : id))
    const known = { sentUnder, knownAs: messageId, answer: { ...answer, references } }
    this.#db.update(letters).set(known).where(eq(letters.messageId, platformId)).run()
  }

  isNewList(list: string): boolean {
    const added = this.#db.insert(newsletters).values({ list }).onConflictDoNothing().returning().all()
    return added.length > 0
  }

  answerTo({ thread, replyTo, messageId }: Question): ReturnType<Mailbox['answerTo']> {
    const row = this.#answered(thread, this.#find([messageId])[0]?.answers ?? replyTo)
    if (row?.answer === undefined || row.answer === null) return null
    return { ...row.answer, messageId: row.messageId, nature: row.nature }
  }

  leaves({ messageId, thread, answers, auto, answer }: OwnLetter): boolean {
    const autoAnswers = auto ? answers : null
    if (autoAnswers !== null && this.#isAnsweredByRule(autoAnswers, messageId)) return false
    const no = this.#threadNamed(thread) ?? this.#begin(messageId)
    this.#note([messageId], no)
    const own = { sentUnder: thread, answers, answer, autoAnswers }
    this.#db.update(letters).set(own).where(eq(letters.messageId, messageId)).run()
    return true
  }

  #isAnsweredByRule(answered: string, by: string): boolean {
    const row = this.#db.select().from(letters).where(eq(letters.autoAnswers, answered)).get()
    return row !== undefined && row.messageId !== by
  }

  /** The letter itself, or the newest of its thread that can be answered; one of ours where nobody else wrote. */
  #answered(thread: string, replyTo: string | null): LetterRow | undefined {
    const no = this.#threadNamed(thread)
    const row = replyTo === null ? undefined : this.#find([replyTo])[0]
    if (row !== undefined && row.answer !== null) return row
    if (no === null) return undefined
    const ofThread = and(eq(letters.thread, no), isNotNull(letters.answer))
    const theirsFirst = [isNotNull(letters.sentUnder), desc(letters.no)]
    return this.#db
      .select()
      .from(letters)
      .where(ofThread)
      .orderBy(...theirsFirst)
      .limit(1)
      .get()
  }

  /** A thread's number by a key, which may be that of one that was joined to it. */
  #threadNamed(key: string): number | null {
    const no = Number.parseInt(key, 36)
    if (!Number.isSafeInteger(no)) return null
    return this.#db.select().from(letters).where(eq(letters.no, no)).get()?.thread ?? null
  }

  #find(ids: readonly string[]): LetterRow[] {
    return this.#db
      .select()
      .from(letters)
      .where(inArray(letters.messageId, [...ids]))
      .all()
  }

  /** A new thread, named by its first letter. */
  #begin(messageId: string): number {
    const { no } = this.#db.insert(letters).values({ messageId, thread: 0 }).returning().get()
    this.#db.update(letters).set({ thread: no }).where(eq(letters.no, no)).run()
    return no
  }

  #note(ids: readonly string[], thread: number): void {
    for (const messageId of ids)
      this.#db.insert(letters).values({ messageId, thread }).onConflictDoNothing().run()
  }
}

/** Thread keys are short, so that they fit into an address. */
function keyOf(thread: number): string {
  return thread.toString(36)
}
