import { eq } from 'drizzle-orm'
import type { SignUp } from '@switchboard/shared-types/api/account'
import type { Client, SignedIn } from '@switchboard/shared-types/contracts/identity'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { tooManyAttempts } from '../attempts/refusal.ts'
import { authHeaders } from '../auth/auth.ts'
import { refuseWeakPassword } from '../passwords/rules.ts'
import { findPersonByEmail, normalizeEmail } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { people } from '../schema.ts'
import { findSession, toSignedIn } from '../sessions/sessions.ts'
import { isOpenInvitation, spendInvitation } from './invitations.ts'
import { readRegistration } from './mode.ts'

type Refusal = 'auth.email_taken' | 'auth.registration_closed' | 'auth.invitation_invalid'
type SignUpResult = Result<SignedIn, Refusal | 'auth.rate_limited' | 'auth.weak_password'>
type Part = Pick<Realm, 'db' | 'storage' | 'auth' | 'passwords' | 'prepared' | 'attempts' | 'defaultMode'>
type Input = SignUp & { client: Client }

/** Makes an account and signs it in. The very first one is the admin, whatever the mode. */
export async function signUp(realm: Part, given: Input): Promise<SignUpResult> {
  const input = { ...given, name: given.name.trim(), email: normalizeEmail(given.email) }
  const wait = realm.attempts.signUp(input.client.ipAddress, Date.now())
  if (wait > 0) return tooManyAttempts(wait)
  const refusal = refuseWeakPassword(input.password, input) ?? refuse(realm, input, isOpenInvitation)
  if (refusal) return refusal
  const hash = await realm.passwords.hash(input.password)
  return await register(realm, input, hash)
}

/**
 * better-auth signs up in several asynchronous steps. Inside this transaction the runtime delivers no other event to the
 * actor, so of two racing sign-ups one sees what the other has done, and a failure or a crash leaves nothing behind.
 */
function register(realm: Part, input: Input, hash: string): Promise<SignUpResult> {
  return realm.storage.transaction(async () => {
    const { firstRun } = readRegistration(realm)
    const refusal = refuse(realm, input, spendInvitation)
    if (refusal) return refusal
    realm.prepared.add(hash)
    const { token, user } = await realm.auth.api
      .signUpEmail({
        body: { name: input.name, email: input.email, password: hash },
        headers: authHeaders({ client: input.client }),
      })
      .finally(() => realm.prepared.delete(hash))
    if (firstRun) realm.db.update(people).set({ role: 'admin' }).where(eq(people.id, user.id)).run()
    const found = token === null ? undefined : findSession(realm.db, token)
    if (token === null || found === undefined) throw new Error('a sign-up made no session')
    return ok(toSignedIn(realm.db, found, token))
  })
}

/** @param accept whether an invitation holds; called last, so that nothing is spent on a sign-up that is refused */
function refuse(
  realm: Pick<Realm, 'db' | 'defaultMode'>,
  { email, invitation }: Pick<SignUp, 'email' | 'invitation'>,
  accept: (db: Realm['db'], code: string) => boolean,
) {
  const { mode, firstRun } = readRegistration(realm)
  if (mode === 'closed' && !firstRun) {
    return err('auth.registration_closed', 'This house takes no new accounts.')
  }
  if (findPersonByEmail(realm.db, email)) {
    return err('auth.email_taken', 'There is an account with this e-mail address.')
  }
  if (mode === 'open' || firstRun) return null
  if (invitation !== undefined && accept(realm.db, invitation)) return null
  return err('auth.invitation_invalid', 'A valid invitation is needed to sign up here.')
}
