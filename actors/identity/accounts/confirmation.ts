import { and, eq } from 'drizzle-orm'
import type { Result } from '@switchboard/shared-types/result'
import { ok } from '@switchboard/shared-types/result'
import { tooManyAttempts } from '../attempts/refusal.ts'
import { DECOY_HASH } from '../passwords/decoy.ts'
import type { Realm } from '../realm.ts'
import { credentials } from '../schema.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import type { CurrentSession } from '../sessions/sessions.ts'
import { WRONG_CREDENTIALS } from '../sessions/sign-in.ts'

export interface Confirmed extends CurrentSession {
  /** What the given password was checked against. */
  readonly hash: string
}

/** A change of the account asks for the password once more, and counts as an attempt at it. */
export async function confirmPassword(
  realm: Pick<Realm, 'db' | 'passwords' | 'attempts'>,
  token: string,
  password: string,
): Promise<Result<Confirmed, 'auth.required' | 'auth.invalid_credentials' | 'auth.rate_limited'>> {
  const current = findActiveSession(realm.db, token)
  if (current === undefined) return SIGN_IN_FIRST
  const { email } = current.person
  const wait = realm.attempts.confirm(email, Date.now())
  if (wait > 0) return tooManyAttempts(wait)
  const hash = passwordHashOf(realm.db, current.person.id)
  if (!(await realm.passwords.verify(password, hash ?? DECOY_HASH)) || hash === null) return WRONG_CREDENTIALS
  realm.attempts.confirmed(email)
  return ok({ ...current, hash })
}

function passwordHashOf(db: Realm['db'], person: string): string | null {
  const row = db
    .select({ password: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, person), eq(credentials.providerId, 'credential')))
    .get()
  return row?.password ?? null
}
