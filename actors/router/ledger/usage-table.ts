import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { TokenId } from '@switchboard/shared-types/ids'

/** What calls are summed up by. */
export interface UsageKey {
  /** Of the lease, in UTC: `2026-11-21`. */
  readonly day: string
  readonly tokenId: TokenId
  readonly route: { readonly id: string | null; readonly name: string }
  readonly provider: string | null
  readonly model: string
}

/** What is added to the sums; negative to take back what was an estimate. */
export interface UsageChange {
  readonly calls: number
  readonly failed: number
  readonly unpriced: number
  readonly usage: TokenUsage
  /** In nano-USD. */
  readonly cost: number
}

/** What was used on one day by one token on one route. Types, since the storage takes no interface for a row. */
type DayOfScope = {
  day: string
  tokenId: string
  routeId: string
  calls: number
  tokens: number
  cost: number
}
export type UsageSums = {
  id: string
  name: string
  calls: number
  failed: number
  unpriced: number
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
  cacheWriteLong: number
  reasoning: number
  cost: number
}

const SUMMED = [
  'calls',
  'failed',
  'unpriced',
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_long',
  'reasoning',
  'cost',
]

const ADD = `INSERT INTO usage_days (day, token_id, route_id, route_name, provider, model, ${SUMMED.join(', ')})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET ${SUMMED.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`

const SUMS = `sum(calls) AS calls, sum(failed) AS failed, sum(unpriced) AS unpriced, sum(input) AS input,
  sum(output) AS output, sum(cache_read) AS cacheRead, sum(cache_write) AS cacheWrite,
  sum(cache_write_long) AS cacheWriteLong, sum(reasoning) AS reasoning, sum(cost) AS cost`

/** The columns of each way to look at usage: what tells lines apart, and what the line is called. */
const GROUPS = {
  day: { id: 'day', name: 'day' },
  model: { id: 'model', name: 'model' },
  token: { id: 'token_id', name: 'token_id' },
  route: { id: "iif(route_id = '', route_name, route_id)", name: 'route_name' },
} as const

/** Sums by day: one row for each combination that occurs, so that reports and budgets never read the ledger. */
export class UsageTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Part of the caller's transaction. */
  add({ day, tokenId, route, provider, model }: UsageKey, change: UsageChange): void {
    const { usage } = change
    this.#sql.exec(
      ADD,
      day,
      tokenId,
      route.id ?? '',
      route.name,
      provider ?? '',
      model,
      change.calls,
      change.failed,
      change.unpriced,
      usage.input,
      usage.output,
      usage.cacheRead,
      usage.cacheWrite,
      usage.cacheWriteLong,
      usage.reasoning,
      change.cost,
    )
  }

  /** From that day on: what limits count. */
  since(day: string): DayOfScope[] {
    return this.#sql
      .exec<DayOfScope>(
        `SELECT day, token_id AS tokenId, route_id AS routeId, sum(calls) AS calls,
          sum(input + output + cache_read + cache_write) AS tokens, sum(cost) AS cost
          FROM usage_days WHERE day >= ? GROUP BY day, token_id, route_id`,
        day,
      )
      .toArray()
  }

  /** Days in UTC, both included. */
  sums(from: string, until: string, by: keyof typeof GROUPS): UsageSums[] {
    const { id, name } = GROUPS[by]
    return this.#sql
      .exec<UsageSums>(
        `SELECT ${id} AS id, max(${name}) AS name, ${SUMS} FROM usage_days
          WHERE day >= ? AND day <= ? GROUP BY 1 HAVING sum(calls) > 0 ORDER BY 1`,
        from,
        until,
      )
      .toArray()
  }

  /** Takes the days before that one. */
  trim(day: string): void {
    this.#sql.exec('DELETE FROM usage_days WHERE day < ?', day)
  }
}
