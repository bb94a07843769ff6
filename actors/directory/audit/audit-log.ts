import { and, asc, count, desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import type { AuditEntry, AuditPage, AuditVerdict, PageQuery } from '@switchboard/shared-types/api/admin'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { badCursor, toPage } from '../paging.ts'
import { audit } from '../schema.ts'
import { chainHash, GENESIS, seal } from './chain.ts'

export type NewEntry = Pick<AuditEntry, 'by' | 'act' | 'subject' | 'requestId'>

/** The newest entry, kept beside the table, so that entries cut off its end are missed. */
const HEAD = 'audit:head'
const Head = z.object({ seq: z.number(), hash: z.string() })
const BATCH = 1_000

export class AuditLog {
  readonly #db: DrizzleSqliteDODatabase
  readonly #kv: Pick<SyncKvStorage, 'get' | 'put'>

  constructor(db: DrizzleSqliteDODatabase, kv: Pick<SyncKvStorage, 'get' | 'put'>) {
    this.#db = db
    this.#kv = kv
  }

  /** Call it inside a transaction: the head is read and moved without anyone in between. */
  append({ by, act, subject, requestId }: NewEntry, now: Date): AuditEntry {
    const head = this.#head()
    const at = now.toISOString()
    const entry = seal({ seq: head.seq + 1, at, by, act, subject, requestId, previousHash: head.hash })
    this.#db.insert(audit).values(entry).run()
    this.#kv.put(HEAD, { seq: entry.seq, hash: entry.hash })
    return entry
  }

  entry(seq: number): AuditEntry | undefined {
    return this.#db.select().from(audit).where(eq(audit.seq, seq)).get()
  }

  /** A page of the log, newest first. */
  page({ q, cursor, limit }: PageQuery): Result<AuditPage, 'cursor.invalid'> {
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
    if (!Number.isSafeInteger(before) || before < 1) return badCursor()
    const searched = sql`lower(${audit.by} || ' ' || ${audit.act} || ' ' || ${audit.subject})`
    const match = q === undefined ? undefined : gt(sql`instr(${searched}, lower(${q}))`, 0)
    const rows = this.#db
      .select()
      .from(audit)
      .where(and(lt(audit.seq, before), match))
      .orderBy(desc(audit.seq))
      .limit(limit + 1)
      .all()
    const { shown, nextCursor } = toPage(rows, limit, (row) => String(row.seq))
    return ok({ entries: [...shown], nextCursor })
  }

  /** Computes the whole chain anew. `brokenAt` is the first number that was altered, or is missing. */
  verify(): AuditVerdict {
    let last = { seq: 0, hash: GENESIS }
    for (;;) {
      const rows = this.#after(last.seq)
      for (const row of rows) {
        const follows = row.seq === last.seq + 1 && row.previousHash === last.hash
        if (!follows || chainHash(row) !== row.hash) return this.#verdict(last.seq + 1)
        last = row
      }
      if (rows.length < BATCH) break
    }
    return this.#verdict(last.hash === this.#head().hash ? null : last.seq + 1)
  }

  #after(seq: number): AuditEntry[] {
    return this.#db.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(BATCH).all()
  }

  #verdict(brokenAt: number | null): AuditVerdict {
    const total = this.#db.select({ entries: count() }).from(audit).get()
    return { entries: total?.entries ?? 0, intact: brokenAt === null, brokenAt }
  }

  #head(): z.infer<typeof Head> {
    const stored = this.#kv.get(HEAD)
    return stored === undefined ? { seq: 0, hash: GENESIS } : Head.parse(stored)
  }
}
