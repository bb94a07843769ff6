import { and, count, desc, gt, isNotNull, lt, notInArray } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { analyses } from './tables.ts'

type AttemptRow = typeof analyses.$inferSelect
export type Attempt = Omit<AttemptRow, 'no' | 'version' | 'analysis'> & { readonly analysis: Analysis | null }

const VERSION = 1
/** Attempts that are kept, beside all those of the last day. */
const KEPT = 20
const DAY_MS = 24 * 60 * 60 * 1000

/** Attempts to understand the talk. Everything that writes is part of the caller's transaction. */
export class AnalysisTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** The newest analysis; null where there is none, or one of an older schema. */
  current(): Analysis | null {
    return this.latest()?.analysis ?? null
  }

  /** The newest attempt that gave an analysis that is still understood. */
  latest(): (Attempt & { readonly analysis: Analysis }) | null {
    const row = this.#db
      .select()
      .from(analyses)
      .where(isNotNull(analyses.analysis))
      .orderBy(desc(analyses.no))
      .limit(1)
      .get()
    if (row === undefined) return null
    const analysis = Analysis.safeParse(JSON.parse(row.analysis ?? 'null')).data
    return analysis === undefined ? null : { ...row, analysis }
  }

  /** How many times a model was asked in the last 24 hours. */
  modelCalls(now: Date): number {
    const since = gt(analyses.at, new Date(now.getTime() - DAY_MS).toISOString())
    const asked = this.#db
      .select({ rows: count() })
      .from(analyses)
      .where(and(since, isNotNull(analyses.model)))
      .get()
    return asked?.rows ?? 0
  }

  add({ analysis, ...attempt }: Attempt): void {
    const text = analysis === null ? null : JSON.stringify(analysis)
    this.#db
      .insert(analyses)
      .values({ ...attempt, version: VERSION, analysis: text })
      .run()
    this.#trim(attempt.at)
  }

  /** The current analysis is kept however many attempts failed since. */
  #trim(now: string): void {
    const { no, at } = analyses
    const newest = this.#db.select({ no }).from(analyses).orderBy(desc(no)).limit(KEPT)
    const current = this.#db
      .select({ no })
      .from(analyses)
      .where(isNotNull(analyses.analysis))
      .orderBy(desc(no))
      .limit(1)
    const isOld = lt(at, new Date(Date.parse(now) - DAY_MS).toISOString())
    this.#db
      .delete(analyses)
      .where(and(isOld, notInArray(no, newest), notInArray(no, current)))
      .run()
  }
}
