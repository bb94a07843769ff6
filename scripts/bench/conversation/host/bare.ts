import { DurableObject } from 'cloudflare:workers'

interface Said {
  readonly at: number
  readonly author: string
  readonly text: string
}

type Row = Record<string, SqlStorageValue>

/** What a Durable Object can do with one table and nothing around it: what a conversation is measured by. */
export class BareTalk extends DurableObject {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS said (no INTEGER PRIMARY KEY, at INTEGER, author TEXT, text TEXT)',
    )
  }

  append(said: readonly Said[]): void {
    for (const { at, author, text } of said) {
      this.#sql.exec('INSERT INTO said (at, author, text) VALUES (?, ?, ?)', at, author, text)
    }
  }

  open(limit: number): Row[] {
    return this.#sql.exec('SELECT * FROM said ORDER BY no DESC LIMIT ?', limit).toArray()
  }

  /** Without an index: it reads what there is. */
  search(word: string, limit: number): Row[] {
    const like = `%${word}%`
    return this.#sql
      .exec('SELECT * FROM said WHERE text LIKE ? ORDER BY no DESC LIMIT ?', like, limit)
      .toArray()
  }
}
