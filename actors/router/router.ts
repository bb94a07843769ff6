import { readConfig } from '@switchboard/kernel/config'
import type { GroupCommit } from '@switchboard/kernel/commits/group-commit'
import type { JobQueue } from '@switchboard/kernel/jobs/job-queue'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import { Sealer } from '@switchboard/kernel/seal/seal'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { AnswerCache } from './cache/answer-cache.ts'
import { HealthBook } from './health/health.ts'
import { KeyTable } from './keys/key-table.ts'
import { CallTable } from './ledger/call-table.ts'
import { ContentTable } from './ledger/content-table.ts'
import { RunningCalls } from './ledger/running-calls.ts'
import { SpareTable } from './ledger/spare-table.ts'
import { UsageTable } from './ledger/usage-table.ts'
import { Recalls } from './lease/recall.ts'
import { LimitBook } from './limits/limit-book.ts'
import { PriceBook } from './prices/price-book.ts'
import { providerOutbound } from './providers/outbound.ts'
import { Providers } from './providers/providers.ts'
import { Routes } from './routes/routes.ts'
import { Hold } from './tokens/hold.ts'
import { TokenBook } from './tokens/token-book.ts'

/** What the actor's kernel brings. */
export interface RouterKernel {
  readonly id: RouterId
  readonly storage: DurableObjectStorage
  readonly db: DrizzleSqliteDODatabase
  readonly commits: GroupCommit
  readonly jobs: JobQueue
  readonly mail: Mail
}

/** Everything that a router owns, by noun. All of it reads its tables when first asked, never when it is made. */
export interface Router extends RouterKernel {
  readonly sealer: Sealer
  readonly tokens: TokenBook
  readonly hold: Hold
  readonly keys: KeyTable
  readonly health: HealthBook
  readonly prices: PriceBook
  readonly routes: Routes
  readonly providers: Providers
  readonly calls: CallTable
  readonly running: RunningCalls
  readonly spares: SpareTable
  readonly recalls: Recalls
  readonly contents: ContentTable
  readonly usage: UsageTable
  readonly limits: LimitBook
  readonly cache: AnswerCache
}

export function openRouter(kernel: RouterKernel, env: ActorsEnv): Router {
  const { id, storage, db } = kernel
  const config = readConfig(env)
  const sealer = new Sealer(config.sealingKeys)
  const keys = new KeyTable(db)
  const health = new HealthBook(keys)
  const routes = new Routes(db)
  const calls = new CallTable(storage, db)
  const spares = new SpareTable(storage.sql, calls)
  const running = new RunningCalls(calls, spares)
  const usage = new UsageTable(storage.sql)
  const providers = new Providers({
    db,
    routerId: id,
    sealer,
    policy: { allow: config.allowNetwork },
    send: providerOutbound(config, providerFetch(env.WORKERS_AI)),
    keys,
    health,
    routes,
    transaction: (change) => storage.transactionSync(change),
  })
  return {
    ...kernel,
    sealer,
    tokens: new TokenBook(db, storage.sql),
    hold: new Hold(storage.kv),
    keys,
    health,
    prices: new PriceBook(db),
    routes,
    providers,
    calls,
    running,
    spares,
    recalls: new Recalls(),
    contents: new ContentTable(storage.sql),
    usage,
    limits: new LimitBook(db, { calls, usage, running }),
    cache: new AnswerCache(storage.sql),
  }
}

/** After an erasure, or a transaction that did not hold, nothing that was kept in memory may be believed. */
export function forgetMemory(router: Router): void {
  const { tokens, hold, keys, health, prices, routes, providers, running, limits, cache } = router
  const all = [tokens, hold, keys, health, prices, routes, providers, running, limits, cache]
  for (const kept of all) kept.forget()
}
