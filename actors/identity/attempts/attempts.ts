import { eq, lt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { takeFromBucket } from '@switchboard/kernel/limiter/token-bucket'
import type { BucketRule, BucketState } from '@switchboard/kernel/limiter/token-bucket'
import { attempts } from '../schema.ts'
import { digest } from '../sessions/token.ts'
import { networkOf } from './network.ts'

/** Guesses at one account: 10 at once, then one a minute. */
const ACCOUNT: BucketRule = { capacity: 10, tokensPerSecond: 1 / 60 }
/** Failures from one address, which may be an office: 50 at once, then one in six seconds. */
const ADDRESS: BucketRule = { capacity: 50, tokensPerSecond: 1 / 6 }
/** New accounts from one address: 60 at once, then one in ten seconds. */
const REGISTRATION: BucketRule = { capacity: 60, tokensPerSecond: 1 / 10 }

/** Counts attempts in stored token buckets. All times are ms since the epoch; synchronous, so a racing call counts. */
export class Attempts {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /**
   * Counts a sign-in. An address that has spent its share takes nothing from the account's, so a blocked guesser can
   * not lock its owner out further.
   * @returns seconds to wait, 0 where it may go on
   */
  signIn(email: string, ipAddress: string | null, now: number): number {
    return this.#take(addressKey(ipAddress), ADDRESS, now) || this.#take(accountKey(email), ACCOUNT, now)
  }

  /** Counts a password given to change something. @returns seconds to wait, 0 where it may go on */
  confirm(email: string, now: number): number {
    return this.#take(accountKey(email), ACCOUNT, now)
  }

  /** Counts a sign-up. @returns seconds to wait, 0 where it may go on */
  signUp(ipAddress: string | null, now: number): number {
    return this.#take(`registration:${networkOf(ipAddress)}`, REGISTRATION, now)
  }

  /** The password was right: the account starts anew, and the address gets back what this one took. */
  succeeded(email: string, ipAddress: string | null, now: number): void {
    this.#forget(accountKey(email))
    const key = addressKey(ipAddress)
    const state = this.#read(key)
    if (state) this.#write(key, ADDRESS, { ...state, tokens: state.tokens + 1 }, now)
  }

  /** The password was right, asked from within a session. */
  confirmed(email: string): void {
    this.#forget(accountKey(email))
  }

  /** Drops every bucket that is full again. */
  cleanUp(now: Date): void {
    this.#db.delete(attempts).where(lt(attempts.fullAt, now)).run()
  }

  #take(key: string, rule: BucketRule, now: number): number {
    const { state, allowed, retryAfterSeconds } = takeFromBucket(rule, this.#read(key), now)
    if (allowed) this.#write(key, rule, state, now)
    return allowed ? 0 : retryAfterSeconds
  }

  #read(key: string): BucketState | null {
    const row = this.#db.select().from(attempts).where(eq(attempts.key, key)).get()
    return row ? { tokens: row.tokens, updatedAt: row.updatedAt.getTime() } : null
  }

  #write(key: string, rule: BucketRule, state: BucketState, now: number): void {
    const tokens = Math.min(state.tokens, rule.capacity)
    const fullAt = new Date(now + ((rule.capacity - tokens) / rule.tokensPerSecond) * 1000)
    const row = { tokens, updatedAt: new Date(state.updatedAt), fullAt }
    this.#db
      .insert(attempts)
      .values({ key, ...row })
      .onConflictDoUpdate({ target: attempts.key, set: row })
      .run()
  }

  #forget(key: string): void {
    this.#db.delete(attempts).where(eq(attempts.key, key)).run()
  }
}

/** Hashed: what people type into the e-mail field by mistake is at times a password. */
function accountKey(email: string): string {
  return `account:${digest(email)}`
}

function addressKey(ipAddress: string | null): string {
  return `address:${networkOf(ipAddress)}`
}
