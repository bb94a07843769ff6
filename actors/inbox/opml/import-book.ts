import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ImportLine, ImportProgress, ImportReport } from '@switchboard/shared-types/api/subscriptions'
import { newId } from '@switchboard/shared-types/ids'
import { importLines, imports } from '../schema.ts'
import type { OpmlFeed } from './parse-opml.ts'

/** Lines subscribed to in one transaction: progress moves visibly, and other calls come in between. */
const BATCH = 50

export type LineOutcome = Pick<ImportLine, 'status' | 'message'>
type ImportRow = typeof imports.$inferSelect
export type ImportLineRow = typeof importLines.$inferSelect

/** OPML imports: the lines are stored first, then worked through by alarm, so an import survives anything. */
export class ImportBook {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Stores an import with all its lines waiting. Part of the caller's transaction. */
  start(feeds: readonly OpmlFeed[], now: Date): ImportProgress {
    const id = newId('msg', now.getTime())
    const { no } = this.#db.insert(imports).values({ id, startedAt: now.toISOString() }).returning().get()
    for (const feed of feeds) {
      this.#db
        .insert(importLines)
        .values({ importNo: no, status: 'waiting', ...feed })
        .run()
    }
    return this.#progress({ no, id, startedAt: now.toISOString(), finishedAt: null })
  }

  /** The next lines to work through, of the oldest unfinished import; empty when there is none. */
  nextLines(): ImportLineRow[] {
    const current = this.#unfinished()
    if (current === undefined) return []
    const waiting = and(eq(importLines.importNo, current.no), eq(importLines.status, 'waiting'))
    return this.#db.select().from(importLines).where(waiting).orderBy(asc(importLines.no)).limit(BATCH).all()
  }

  /** Notes what came of a line. Part of the caller's transaction. */
  settle(line: ImportLineRow, outcome: LineOutcome): void {
    this.#db.update(importLines).set(outcome).where(eq(importLines.no, line.no)).run()
  }

  /** The oldest unfinished import's progress; it is finished by this when no line waits. Part of a transaction. */
  progress(now: Date): ImportProgress | null {
    const current = this.#unfinished()
    if (current === undefined) return null
    const progress = this.#progress(current)
    if (progress.done < progress.total) return progress
    const finishedAt = now.toISOString()
    this.#db.update(imports).set({ finishedAt }).where(eq(imports.no, current.no)).run()
    return { ...progress, finishedAt }
  }

  hasWork(): boolean {
    return this.#unfinished() !== undefined
  }

  report(id: string): ImportReport | null {
    const found = this.#db.select().from(imports).where(eq(imports.id, id)).get()
    if (found === undefined) return null
    const lines = this.#db
      .select()
      .from(importLines)
      .where(eq(importLines.importNo, found.no))
      .orderBy(asc(importLines.no))
      .all()
    return {
      progress: this.#progress(found),
      lines: lines.map(({ line, url, title, folder, status, message }) => ({
        line,
        url,
        title,
        folder,
        status,
        message,
      })),
    }
  }

  /** Forgets imports that finished before `before` (ISO 8601). */
  trim(before: string): void {
    for (const row of this.#db.select().from(imports).all()) {
      if (row.finishedAt === null || row.finishedAt >= before) continue
      this.#db.delete(importLines).where(eq(importLines.importNo, row.no)).run()
      this.#db.delete(imports).where(eq(imports.no, row.no)).run()
    }
  }

  #unfinished(): ImportRow | undefined {
    return this.#db.select().from(imports).where(isNull(imports.finishedAt)).orderBy(asc(imports.no)).get()
  }

  #progress(row: ImportRow): ImportProgress {
    const tally = { waiting: 0, added: 0, exists: 0, failed: 0 }
    const rows = this.#db
      .select({ status: importLines.status, lines: count() })
      .from(importLines)
      .where(eq(importLines.importNo, row.no))
      .groupBy(importLines.status)
      .all()
    for (const { status, lines } of rows) tally[status] = lines
    const done = tally.added + tally.exists + tally.failed
    return {
      id: row.id,
      total: done + tally.waiting,
      done,
      added: tally.added,
      exists: tally.exists,
      failed: tally.failed,
      finishedAt: row.finishedAt,
    }
  }
}
