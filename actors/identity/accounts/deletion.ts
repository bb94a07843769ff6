import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { LAST_ADMIN } from '../people/admins.ts'
import { deletePerson } from '../people/deletion.ts'
import { personIdOf } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { confirmPassword } from './confirmation.ts'

/** A person deletes their own account, with their password. */
export async function deleteAccount(
  realm: Pick<Realm, 'db' | 'storage' | 'passwords' | 'attempts' | 'send'>,
  input: { sessionToken: string; password: string },
  trace: Trace,
): Promise<
  Result<null, 'auth.required' | 'auth.invalid_credentials' | 'auth.rate_limited' | 'person.last_admin'>
> {
  const confirmed = await confirmPassword(realm, input.sessionToken, input.password)
  if (!confirmed.ok) return confirmed
  const deleted = deletePerson(realm, personIdOf(confirmed.value.person), trace)
  if (deleted.ok) return deleted
  return deleted.error.code === 'person.last_admin' ? LAST_ADMIN : SIGN_IN_FIRST
}
