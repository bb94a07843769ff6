/** Two of these, sealed, fit into the platform's largest row, 2 MB. */
const MAX_BYTES = 700_000

export interface SealedContent {
  readonly request: string
  readonly answer: string
}

/** Sealed prompts and answers, kept as long as their token said. */
export class ContentTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Part of the caller's transaction. */
  keep(callNo: number, { request, answer }: SealedContent, expiresAt: Date): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO call_contents (call_no, expires_at, request, answer) VALUES (?, ?, ?, ?)',
      callNo,
      expiresAt.toISOString(),
      request,
      answer,
    )
  }

  find(callNo: number, now: Date): SealedContent | undefined {
    const rows = this.#sql.exec<{ request: string; answer: string }>(
      'SELECT request, answer FROM call_contents WHERE call_no = ? AND expires_at > ?',
      callNo,
      now.toISOString(),
    )
    return rows.toArray()[0]
  }

  /** Which calls of that range have content. */
  among(oldest: number, newest: number, now: Date): ReadonlySet<number> {
    const rows = this.#sql.exec<{ no: number }>(
      'SELECT call_no AS no FROM call_contents WHERE call_no BETWEEN ? AND ? AND expires_at > ?',
      oldest,
      newest,
      now.toISOString(),
    )
    return new Set(rows.toArray().map(({ no }) => no))
  }

  /** Takes what is past its time. */
  trim(now: Date): void {
    this.#sql.exec('DELETE FROM call_contents WHERE expires_at <= ?', now.toISOString())
  }
}

/** @returns the beginning of a text, as much of it as is kept, cut between characters */
export function clipContent(text: string): string {
  // No character takes more than three bytes for each of its UTF-16 units.
  if (text.length * 3 <= MAX_BYTES) return text
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_BYTES))
  return text.slice(0, read)
}
