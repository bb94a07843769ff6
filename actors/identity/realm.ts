import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ActorsConfig } from '@switchboard/kernel/config'
import type { RegistrationMode } from '@switchboard/shared-types/api/account'
import type { PasswordHasherContract } from '@switchboard/shared-types/contracts/identity'
import type { Trace } from '@switchboard/shared-types/trace'
import { Attempts } from './attempts/attempts.ts'
import { createAuth } from './auth/auth.ts'
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

type RealmParts = Pick<Realm, 'db' | 'storage' | 'passwords' | 'send'> & {
  readonly config: Pick<ActorsConfig, 'authSecret' | 'publicUrl' | 'registration'>
}

export function openRealm({ config, ...parts }: RealmParts): Realm {
  const prepared = new Set<string>()
  const { authSecret: secret, publicUrl, registration: defaultMode } = config
  const { db, passwords } = parts
  const auth = createAuth({ db, passwords, prepared, secret, publicUrl })
  return { ...parts, auth, prepared, attempts: new Attempts(db), defaultMode }
}
