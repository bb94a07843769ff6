import { sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import { toFtsExpression } from '@switchboard/kernel/search/fts-expression'

const StoredText = z.object({ rowid: z.number(), text: z.string(), html: z.string().nullable() })
const Found = z.object({ rowid: z.number() })

export interface MessageText {
  readonly text: string
  readonly html: string | null
}

/**
 * What messages say, which is also the search index: one row of a virtual table for both, by the message's number. Part
 * of the caller's transaction.
 */
export class MessageTexts {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** @param files names of files, to be found by */
  insert(no: number, author: string, { text, html }: MessageText, files: readonly string[]): void {
    this.#db.run(sql`INSERT INTO message_texts (rowid, author, text, files, html)
      VALUES (${no}, ${author}, ${text}, ${files.join('\n')}, ${html})`)
  }

  replace(no: number, { text, html }: MessageText): void {
    this.#db.run(sql`UPDATE message_texts SET text = ${text}, html = ${html} WHERE rowid = ${no}`)
  }

  clear(no: number): void {
    this.#db.run(sql`UPDATE message_texts SET text = '', files = '', html = NULL WHERE rowid = ${no}`)
  }

  addFiles(no: number, files: readonly string[]): void {
    const added = files.join('\n')
    this.#db.run(sql`UPDATE message_texts SET files = files || ${`\n${added}`} WHERE rowid = ${no}`)
  }

  remove(numbers: readonly number[]): void {
    this.#db.run(sql`DELETE FROM message_texts
      WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`)
  }

  read(numbers: readonly number[]): Map<number, MessageText> {
    if (numbers.length === 0) return new Map()
    const rows = this.#db.all(sql`SELECT rowid, text, html FROM message_texts
      WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`)
    return new Map(
      rows.map((row) => StoredText.parse(row)).map(({ rowid, text, html }) => [rowid, { text, html }]),
    )
  }

  /** Numbers of messages that match, newest first; a query without a word matches nothing. */
  search(query: string, before: number, limit: number): number[] {
    const expression = toFtsExpression(query)
    if (expression === '') return []
    const rows = this.#db.all(sql`SELECT rowid FROM message_texts
      WHERE message_texts MATCH ${expression} AND rowid < ${before} ORDER BY rowid DESC LIMIT ${limit}`)
    return rows.map((row) => Found.parse(row).rowid)
  }
}
