import { blob, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import type { CallStatus } from '@switchboard/shared-types/api/router/calls'
import type { AddLimit, LimitScope } from '@switchboard/shared-types/api/router/limits'
import type { Protocol } from '@switchboard/shared-types/api/router/protocol'
import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import type { LimitId, RouteId, TokenId } from '@switchboard/shared-types/ids'

export { jobs, outbox } from '@switchboard/kernel/tables'
export * from './prices/tables.ts'
export * from './providers/tables.ts'
export * from './routes/tables.ts'

/** Agent tokens, by the hash of their secret. A revoked one keeps its row: the ledger tells its name. */
export const tokens = sqliteTable('tokens', {
  id: text().$type<TokenId>().primaryKey(),
  name: text().notNull(),
  scopes: text({ mode: 'json' }).$type<TokenScope[]>().notNull(),
  hash: text().notNull(),
  hint: text().notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at'),
  lastUsedAt: text('last_used_at'),
  contentDays: integer('content_days'),
  revokedAt: text('revoked_at'),
})

/** An `amount` of money is in nano-USD; `warned_for` is the period whose warning has been sent. */
export const limits = sqliteTable('limits', {
  id: text().$type<LimitId>().primaryKey(),
  scopeKind: text('scope_kind').$type<LimitScope['kind']>().notNull(),
  scopeId: text('scope_id').$type<TokenId | RouteId>(),
  metric: text().$type<AddLimit['metric']>().notNull(),
  period: text().$type<AddLimit['period']>().notNull(),
  amount: integer().notNull(),
  warnAt: real('warn_at'),
  warnedFor: text('warned_for'),
})

/**
 * The ledger: one row a call and no index, since rows written are the bill. `no` stands in the call's id, so that the
 * key alone gives the order, the page cursor and the place of a call. While a call runs, `attempts` is its plan.
 */
export const calls = sqliteTable('calls', {
  no: integer().primaryKey(),
  at: text().notNull(),
  status: text().$type<CallStatus>().notNull(),
  /** When a running call that nobody has extended is booked as lost. */
  deadlineAt: text('deadline_at').notNull(),
  requestId: text('request_id').notNull(),
  tokenId: text('token_id').$type<TokenId>().notNull(),
  protocol: text().$type<Protocol>().notNull(),
  model: text().notNull(),
  stream: integer({ mode: 'boolean' }).notNull(),
  session: text(),
  agent: text(),
  routeId: text('route_id').$type<RouteId>(),
  routeName: text('route_name').notNull(),
  why: text().notNull(),
  provider: text(),
  providerModel: text('provider_model'),
  estimatedInput: integer('estimated_input').notNull(),
  estimatedOutput: integer('estimated_output').notNull(),
  /** In nano-USD; null where a price is unknown. */
  estimatedCost: integer('estimated_cost'),
  httpStatus: integer('http_status'),
  input: integer(),
  output: integer(),
  cacheRead: integer('cache_read'),
  cacheWrite: integer('cache_write'),
  cacheWriteLong: integer('cache_write_long'),
  reasoning: integer(),
  exact: integer({ mode: 'boolean' }).notNull().default(false),
  /** In nano-USD; null where the price is unknown. */
  cost: integer(),
  ttfbMs: integer('ttfb_ms'),
  durationMs: integer('duration_ms'),
  attempts: text().notNull(),
  notes: text().notNull().default('[]'),
})

/**
 * Leases given in advance: `count` calls from `first_no` on, as `call` has them. Those that were begun stand in the
 * ledger, the others are to be given back; the row goes with the last of them.
 */
export const spareLeases = sqliteTable('spare_leases', {
  firstNo: integer('first_no').primaryKey(),
  count: integer().notNull(),
  call: text().notNull(),
})

/** What was used, summed up by day (of the lease, in UTC), so that reports and budgets never read the ledger. */
export const usageDays = sqliteTable(
  'usage_days',
  {
    day: text().notNull(),
    tokenId: text('token_id').$type<TokenId>().notNull(),
    /** Empty for a call that no route of the person's decided. */
    routeId: text('route_id').notNull(),
    routeName: text('route_name').notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    calls: integer().notNull(),
    failed: integer().notNull(),
    unpriced: integer().notNull(),
    input: integer().notNull(),
    output: integer().notNull(),
    cacheRead: integer('cache_read').notNull(),
    cacheWrite: integer('cache_write').notNull(),
    cacheWriteLong: integer('cache_write_long').notNull(),
    reasoning: integer().notNull(),
    /** In nano-USD. */
    cost: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.day, table.tokenId, table.routeId, table.routeName, table.provider, table.model],
    }),
  ],
)

/** Prompts and answers of the tokens that keep them, sealed, until `expires_at`. */
export const callContents = sqliteTable('call_contents', {
  callNo: integer('call_no').primaryKey(),
  expiresAt: text('expires_at').notNull(),
  request: text().notNull(),
  answer: text().notNull(),
})

/** Answers that are given again to the very same request; `no` is their age. */
export const cachedAnswers = sqliteTable(
  'cached_answers',
  {
    no: integer().primaryKey(),
    hash: text().notNull(),
    expiresAt: text('expires_at').notNull(),
    bytes: integer().notNull(),
    status: integer().notNull(),
    contentType: text('content_type').notNull(),
    body: blob().notNull(),
  },
  (table) => [unique().on(table.hash)],
)
