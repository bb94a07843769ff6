import { eq, lt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { TokenId } from '@switchboard/shared-types/ids'
import { tokens } from '../schema.ts'

export type TokenRow = typeof tokens.$inferSelect
/** What a person may change of a token. */
export type TokenChange = Partial<Pick<TokenRow, 'name' | 'scopes' | 'expiresAt' | 'contentDays'>>

const MINUTE_MS = 60_000

interface Book {
  readonly byId: Map<TokenId, TokenRow>
  readonly byHash: Map<string, TokenRow>
}

/** All tokens, in memory once read: every call asks for one. */
export class TokenBook {
  readonly #db: DrizzleSqliteDODatabase
  readonly #sql: SqlStorage
  #book: Book | undefined

  constructor(db: DrizzleSqliteDODatabase, sqlStorage: SqlStorage) {
    this.#db = db
    this.#sql = sqlStorage
  }

  /** Those that have not been revoked, oldest first. */
  all(): TokenRow[] {
    return [...this.#read().byId.values()].filter(({ revokedAt }) => revokedAt === null)
  }

  /** @returns undefined for a token that was revoked or never was */
  byId(id: TokenId): TokenRow | undefined {
    const row = this.#read().byId.get(id)
    return row?.revokedAt === null ? row : undefined
  }

  /** @returns undefined for a token that was revoked or never was */
  byHash(hash: string): TokenRow | undefined {
    return this.#read().byHash.get(hash)
  }

  /** Also of a token that was revoked: the ledger outlives it. */
  nameOf(id: TokenId): string {
    return this.#read().byId.get(id)?.name ?? id
  }

  add(row: TokenRow): void {
    this.#db.insert(tokens).values(row).run()
    this.forget()
  }

  change(id: TokenId, change: TokenChange): void {
    this.#db.update(tokens).set(change).where(eq(tokens.id, id)).run()
    this.forget()
  }

  /** Of a token that was never used nothing is left to tell. */
  revoke({ id, lastUsedAt }: TokenRow, now: Date): void {
    const row = eq(tokens.id, id)
    if (lastUsedAt === null) this.#db.delete(tokens).where(row).run()
    else this.#db.update(tokens).set({ revokedAt: now.toISOString() }).where(row).run()
    this.forget()
  }

  /** Notes that a token was used, at most once a minute. Part of the caller's transaction. */
  touch(row: TokenRow, now: number): void {
    if (row.lastUsedAt !== null && now - Date.parse(row.lastUsedAt) < MINUTE_MS) return
    const lastUsedAt = new Date(now).toISOString()
    this.#sql.exec('UPDATE tokens SET last_used_at = ? WHERE id = ?', lastUsedAt, row.id)
    this.forget()
  }

  /** Takes tokens that were revoked before a time: nothing tells of their calls any more. */
  trim(before: string): void {
    this.#db.delete(tokens).where(lt(tokens.revokedAt, before)).run()
    this.forget()
  }

  forget(): void {
    this.#book = undefined
  }

  #read(): Book {
    if (this.#book !== undefined) return this.#book
    const rows = this.#db
      .select()
      .from(tokens)
      .orderBy(sql`rowid`)
      .all()
    const live = rows.filter(({ revokedAt }) => revokedAt === null)
    this.#book = {
      byId: new Map(rows.map((row) => [row.id, row])),
      byHash: new Map(live.map((row) => [row.hash, row])),
    }
    return this.#book
  }
}
