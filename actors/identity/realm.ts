import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { RegistrationMode } from '@switchboard/shared-types/api/account'
import type { PasswordHasherContract } from '@switchboard/shared-types/contracts/identity'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Attempts } from './attempts/attempts.ts'
import type { Auth } from './auth/auth.ts'

/** What the modules of identity work with; each takes the part it needs. */
export interface Realm {
  readonly db: DrizzleSqliteDODatabase
  readonly storage: Pick<DurableObjectStorage, 'transaction' | 'transactionSync'>
  readonly auth: Auth
  readonly passwords: Pick<PasswordHasherContract, 'hash' | 'verify'>
  /** Hashes of new passwords on their way through better-auth. */
  readonly prepared: Set<string>
  readonly attempts: Attempts
  /** Queues a message in the transaction under way. */
  readonly send: (kind: string, target: string, body: unknown, trace: Trace) => void
  /** How people may sign up, until an admin changes it. */
  readonly defaultMode: RegistrationMode
}
