import { eq } from 'drizzle-orm'
import type { ChangeEmail, Person } from '@switchboard/shared-types/api/account'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { findPersonByEmail, normalizeEmail, toPerson } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { people } from '../schema.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { confirmPassword } from './confirmation.ts'

/** Gives the account another e-mail address, which nobody else may have in any spelling of upper and lower case. */
export async function changeEmail(
  realm: Pick<Realm, 'db' | 'storage' | 'passwords' | 'attempts'>,
  input: ChangeEmail & { sessionToken: string },
): Promise<
  Result<Person, 'auth.required' | 'auth.invalid_credentials' | 'auth.email_taken' | 'auth.rate_limited'>
> {
  const confirmed = await confirmPassword(realm, input.sessionToken, input.password)
  if (!confirmed.ok) return confirmed
  const email = normalizeEmail(input.email)
  return realm.storage.transactionSync(() => {
    const current = findActiveSession(realm.db, input.sessionToken)
    if (current === undefined) return SIGN_IN_FIRST
    const { person } = current
    const owner = findPersonByEmail(realm.db, email)
    if (owner !== undefined && owner.id !== person.id) {
      return err('auth.email_taken', 'There is an account with this e-mail address.')
    }
    const change = { email, emailVerified: false, updatedAt: new Date() }
    realm.db.update(people).set(change).where(eq(people.id, person.id)).run()
    return ok(toPerson({ ...person, ...change }))
  })
}
