import type { SignIn } from '@switchboard/shared-types/api/account'
import type { Client, SignedIn } from '@switchboard/shared-types/contracts/identity'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { tooManyAttempts } from '../attempts/refusal.ts'
import { authHeaders, NOT_ACTIVE, refusalOf } from '../auth/auth.ts'
import { findPersonByEmail, normalizeEmail } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { findSession, toSignedIn } from './sessions.ts'

type SignInResult = Result<SignedIn, 'auth.invalid_credentials' | 'auth.suspended' | 'auth.rate_limited'>

export const WRONG_CREDENTIALS = err(
  'auth.invalid_credentials',
  'The e-mail address or the password is wrong.',
)

/**
 * Signs a person in. An unknown address takes the same way and time as a wrong password and reads the same, so nobody
 * learns here who has an account.
 */
export async function signIn(
  realm: Pick<Realm, 'db' | 'auth' | 'attempts'>,
  { password, client, ...input }: SignIn & { client: Client },
): Promise<SignInResult> {
  const email = normalizeEmail(input.email)
  const wait = realm.attempts.signIn(email, client.ipAddress, Date.now())
  if (wait > 0) return tooManyAttempts(wait)
  try {
    const headers = authHeaders({ client })
    const { token } = await realm.auth.api.signInEmail({ body: { email, password }, headers })
    realm.attempts.succeeded(email, client.ipAddress, Date.now())
    const found = findSession(realm.db, token)
    return found ? ok(toSignedIn(realm.db, found, token)) : WRONG_CREDENTIALS
  } catch (thrown) {
    const refusal = refusalOf(thrown)
    if (refusal === null) throw thrown
    const suspended = refusal === NOT_ACTIVE && findPersonByEmail(realm.db, email)?.status === 'suspended'
    return suspended ? err('auth.suspended', 'This account is suspended.') : WRONG_CREDENTIALS
  }
}
