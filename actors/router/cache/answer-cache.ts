import type { CachedAnswer } from '@switchboard/shared-types/contracts/router'

/** At most this large, decided by the platform's largest row. */
const MAX_ANSWER_BYTES = 1024 * 1024
const MAX_BYTES = 64 * 1024 * 1024
const MAX_ANSWERS = 2_000

interface Size {
  answers: number
  bytes: number
}

/** Answers that are given again to the very same request: bounded, and the oldest go first. */
export class AnswerCache {
  readonly #sql: SqlStorage
  #size: Size | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(hash: string, now: Date): CachedAnswer | null {
    const [row] = this.#sql
      .exec<{ status: number; content_type: string; body: ArrayBuffer }>(
        'SELECT status, content_type, body FROM cached_answers WHERE hash = ? AND expires_at > ?',
        hash,
        now.toISOString(),
      )
      .toArray()
    if (row === undefined) return null
    return { status: row.status, contentType: row.content_type, body: new Uint8Array(row.body) }
  }

  /** Passes over an answer that is too large. Part of the caller's transaction. */
  keep(hash: string, { status, contentType, body }: CachedAnswer, seconds: number, now: Date): void {
    if (body.byteLength > MAX_ANSWER_BYTES) return
    this.#remove('hash = ?', hash)
    this.#sql.exec(
      'INSERT INTO cached_answers (hash, expires_at, bytes, status, content_type, body) VALUES (?, ?, ?, ?, ?, ?)',
      hash,
      new Date(now.getTime() + seconds * 1_000).toISOString(),
      body.byteLength,
      status,
      contentType,
      body,
    )
    const size = this.#measure()
    size.answers += 1
    size.bytes += body.byteLength
    while (size.answers > MAX_ANSWERS || size.bytes > MAX_BYTES) {
      this.#remove('no = (SELECT min(no) FROM cached_answers)')
    }
  }

  /** Takes what has expired. Part of the caller's transaction. */
  trim(now: Date): void {
    this.#remove('expires_at <= ?', now.toISOString())
  }

  get size(): number {
    return this.#measure().answers
  }

  forget(): void {
    this.#size = undefined
  }

  #remove(where: string, ...bindings: string[]): void {
    const size = this.#measure()
    const rows = this.#sql.exec<{ bytes: number }>(
      `DELETE FROM cached_answers WHERE ${where} RETURNING bytes`,
      ...bindings,
    )
    for (const { bytes } of rows) {
      size.answers -= 1
      size.bytes -= bytes
    }
  }

  #measure(): Size {
    this.#size ??= this.#sql
      .exec<{ answers: number; bytes: number }>(
        'SELECT count(*) AS answers, ifnull(sum(bytes), 0) AS bytes FROM cached_answers',
      )
      .one()
    return this.#size
  }
}
