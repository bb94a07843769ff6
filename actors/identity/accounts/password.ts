import { and, eq } from 'drizzle-orm'
import type { ChangePassword } from '@switchboard/shared-types/api/account'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { refuseWeakPassword } from '../passwords/rules.ts'
import { personIdOf } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { credentials } from '../schema.ts'
import { endOtherSessions } from '../sessions/endings.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { WRONG_CREDENTIALS } from '../sessions/sign-in.ts'
import { confirmPassword } from './confirmation.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'passwords' | 'attempts' | 'send'>

/** Replaces the password and ends every other session: whoever knew the old one is out. */
export async function changePassword(
  realm: Part,
  input: ChangePassword & { sessionToken: string },
  trace: Trace,
): Promise<
  Result<null, 'auth.required' | 'auth.invalid_credentials' | 'auth.rate_limited' | 'auth.weak_password'>
> {
  const confirmed = await confirmPassword(realm, input.sessionToken, input.currentPassword)
  if (!confirmed.ok) return confirmed
  const { person, hash } = confirmed.value
  const weak = refuseWeakPassword(input.newPassword, person)
  if (weak) return weak
  const next = await realm.passwords.hash(input.newPassword)
  return realm.storage.transactionSync(() => {
    const current = findActiveSession(realm.db, input.sessionToken)
    if (current === undefined) return SIGN_IN_FIRST
    if (!replaceHash(realm.db, person.id, hash, next)) return WRONG_CREDENTIALS
    endOtherSessions(realm, personIdOf(person), current.session.id, trace)
    return ok(null)
  })
}

/** @returns false if another change came first: the password that was confirmed is no longer the current one */
function replaceHash(db: Realm['db'], person: string, from: string, to: string): boolean {
  const changed = db
    .update(credentials)
    .set({ password: to, updatedAt: new Date() })
    .where(and(eq(credentials.userId, person), eq(credentials.password, from)))
    .returning({ id: credentials.id })
    .all()
  return changed.length === 1
}
