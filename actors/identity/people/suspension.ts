import { eq } from 'drizzle-orm'
import type { PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'
import { people } from '../schema.ts'
import { endAllSessions } from '../sessions/endings.ts'
import { isLastAdmin, LAST_ADMIN } from './admins.ts'
import { findPerson } from './person.ts'
import type { PersonRecord } from './person.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'send'>

export const NO_SUCH_PERSON = err('person.not_found', 'There is no such person.')

/** Ends every session and refuses new ones. A person who is being deleted stays so. */
export function suspend(
  realm: Part,
  id: PersonId,
  trace: Trace,
): Result<null, 'person.not_found' | 'person.last_admin'> {
  return realm.storage.transactionSync(() => {
    const person = findPerson(realm.db, id)
    if (person === undefined || person.status === 'deleting') return NO_SUCH_PERSON
    if (isLastAdmin(realm.db, person)) return LAST_ADMIN
    if (person.status === 'active') {
      setStatus(realm, id, 'suspended')
      endAllSessions(realm, id, trace)
    }
    return ok(null)
  })
}

export function restore(realm: Part, id: PersonId): Result<null, 'person.not_found'> {
  return realm.storage.transactionSync(() => {
    const person = findPerson(realm.db, id)
    if (person === undefined || person.status === 'deleting') return NO_SUCH_PERSON
    if (person.status === 'suspended') setStatus(realm, id, 'active')
    return ok(null)
  })
}

/** Part of the caller's transaction. */
export function setStatus({ db }: Pick<Realm, 'db'>, id: PersonId, status: PersonRecord['status']): void {
  db.update(people).set({ status, updatedAt: new Date() }).where(eq(people.id, id)).run()
}
