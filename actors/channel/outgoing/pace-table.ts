import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { eq, lt } from 'drizzle-orm'
import { takeFromBucket } from '@switchboard/kernel/limiter/token-bucket'
import type { BucketState } from '@switchboard/kernel/limiter/token-bucket'
import type { Pace } from '../kinds/kind.ts'
import { paces } from './tables.ts'

const FORGOTTEN_MS = 24 * 60 * 60 * 1000

/** How fast the platform takes what goes out. */
export class PaceTable {
  readonly #db: DrizzleSqliteDODatabase
  readonly #known = new Map<string, BucketState | null>()

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** @returns ms to wait until all of these paces let one more go; 0: now */
  waitFor(asked: readonly Pace[], now: number): number {
    return Math.max(0, ...asked.map((pace) => this.#ask(pace, now).wait))
  }

  /** Takes one of each. Part of the caller's transaction. */
  take(asked: readonly Pace[], now: number): void {
    for (const pace of asked) this.#write(pace.key, this.#ask(pace, now).state)
  }

  /** Lets nothing more of a key go for so long. Part of the caller's transaction. */
  rest(key: string, ms: number, now: number): void {
    this.#write(key, { tokens: 0, updatedAt: now + ms })
  }

  /** Part of the caller's transaction. */
  trim(now: number): void {
    this.#db
      .delete(paces)
      .where(lt(paces.updatedAt, now - FORGOTTEN_MS))
      .run()
    this.forget()
  }

  forget(): void {
    this.#known.clear()
  }

  #ask({ key, burst, everyMs }: Pace, now: number): { wait: number; state: BucketState } {
    const kept = this.#read(key)
    // A rest reaches into the future; when it is over, one may go.
    if (kept !== null && kept.updatedAt > now) return { wait: kept.updatedAt - now, state: kept }
    const rule = { capacity: burst, tokensPerSecond: 1_000 / everyMs }
    const { allowed, state } = takeFromBucket(rule, kept, now)
    const missing = Math.max(1 - state.tokens, 0)
    return { wait: allowed ? 0 : Math.ceil(missing * everyMs), state }
  }

  #read(key: string): BucketState | null {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const row: BucketState | undefined = this.#db
      .select({ tokens: paces.tokens, updatedAt: paces.updatedAt })
      .from(paces)
      .where(eq(paces.key, key))
      .get()
    this.#known.set(key, row ?? null)
    return row ?? null
  }

  #write(key: string, state: BucketState): void {
    const set = { tokens: state.tokens, updatedAt: state.updatedAt }
    this.#db
      .insert(paces)
      .values({ key, ...set })
      .onConflictDoUpdate({ target: paces.key, set })
      .run()
    this.#known.set(key, set)
  }
}
