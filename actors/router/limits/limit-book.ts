import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { CallTable } from '../ledger/call-table.ts'
import type { RunningCalls } from '../ledger/running-calls.ts'
import type { UsageTable } from '../ledger/usage-table.ts'

export class LimitBook {
  constructor(
    _db: DrizzleSqliteDODatabase,
    _parts: { calls: CallTable; usage: UsageTable; running: RunningCalls },
  ) {}
  forget(): void {}
}
