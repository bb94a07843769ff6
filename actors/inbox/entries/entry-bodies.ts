import { sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import { Enclosure } from '@switchboard/shared-types/api/entries'
import { summaries } from '../schema.ts'
import { inList } from '../sql/in-list.ts'

export interface EntryBody {
  readonly title: string
  readonly author: string | null
  readonly text: string
  readonly html: string
  readonly enclosures: readonly Enclosure[]
}

const StoredBody = z.object({ html: z.string(), enclosures: z.string() })
const StoredText = z.object({ text: z.string() })

/**
 * The bodies, which are also the search index: one row of a virtual table for both. What was written about a text goes
 * with it. Part of the caller's transaction.
 */
export class EntryBodies {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  insert(no: number, body: EntryBody): void {
    const enclosures = JSON.stringify(body.enclosures)
    this.#db.run(sql`INSERT INTO entry_bodies (rowid, title, author, text, html, enclosures)
      VALUES (${no}, ${body.title}, ${body.author}, ${body.text}, ${body.html}, ${enclosures})`)
  }

  replace(no: number, body: EntryBody): void {
    const enclosures = JSON.stringify(body.enclosures)
    this.#db
      .run(sql`UPDATE entry_bodies SET title = ${body.title}, author = ${body.author}, text = ${body.text},
      html = ${body.html}, enclosures = ${enclosures} WHERE rowid = ${no}`)
    this.#forgetSummaries([no])
  }

  remove(numbers: readonly number[]): void {
    this.#db.run(sql`DELETE FROM entry_bodies
      WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`)
    this.#forgetSummaries(numbers)
  }

  read(no: number): Pick<EntryBody, 'html' | 'enclosures'> {
    const row = this.#db.get(sql`SELECT html, enclosures FROM entry_bodies WHERE rowid = ${no}`)
    const stored = StoredBody.safeParse(row)
    if (!stored.success) return { html: '', enclosures: [] }
    return {
      html: stored.data.html,
      enclosures: z.array(Enclosure).parse(JSON.parse(stored.data.enclosures)),
    }
  }

  /** @returns the plain text; empty where there is none */
  readText(no: number): string {
    const row = this.#db.get(sql`SELECT text FROM entry_bodies WHERE rowid = ${no}`)
    return StoredText.safeParse(row).data?.text ?? ''
  }

  #forgetSummaries(numbers: readonly number[]): void {
    this.#db.delete(summaries).where(inList(summaries.entryNo, numbers)).run()
  }
}
