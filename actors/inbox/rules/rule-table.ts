import { asc, eq, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Rule } from '@switchboard/shared-types/api/rules'
import { RuleDraft } from '@switchboard/shared-types/api/rules'
import type { RuleId } from '@switchboard/shared-types/ids'
import { rules } from '../schema.ts'

/** The rules in their order: a small table that every message reads, so it is kept in memory once read. */
export class RuleTable {
  readonly #db: DrizzleSqliteDODatabase
  #rules: readonly Rule[] | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  all(): readonly Rule[] {
    this.#rules ??= this.#db.select().from(rules).orderBy(asc(rules.place)).all().map(toRule)
    return this.#rules
  }

  /** Takes a whole new list. Part of the caller's transaction. */
  replace(list: readonly Rule[]): void {
    this.#db.delete(rules).run()
    for (const [place, { id, matched, lastMatchedAt, ...rule }] of list.entries()) {
      this.#db.insert(rules).values({ id, place, rule, matched, lastMatchedAt }).run()
    }
    this.#rules = undefined
  }

  /** Counts what a rule has matched. Part of the caller's transaction. */
  count(id: RuleId, times: number, at: string): void {
    const matched = sql`${rules.matched} + ${times}`
    this.#db.update(rules).set({ matched, lastMatchedAt: at }).where(eq(rules.id, id)).run()
    this.#rules = undefined
  }

  /** Forgets what is in memory, after a transaction that did not hold. */
  forget(): void {
    this.#rules = undefined
  }
}

function toRule({ id, rule, matched, lastMatchedAt }: typeof rules.$inferSelect): Rule {
  return { ...RuleDraft.parse(rule), id, matched, lastMatchedAt }
}
