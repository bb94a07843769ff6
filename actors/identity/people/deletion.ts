import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, PersonId, routerOf } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'
import { people } from '../schema.ts'
import { leaveGroups } from '../groups/departure.ts'
import { endAllSessions } from '../sessions/endings.ts'
import { isLastAdmin, LAST_ADMIN } from './admins.ts'
import { findPerson } from './person.ts'
import { NO_SUCH_PERSON, setStatus } from './suspension.ts'

const PURGE = 'inbox.purge'
const PURGE_ROUTER = 'router.purge'
const Purge = z.object({ person: PersonId })

/**
 * Begins to delete a person, in one transaction: no session is left, none can be made, and the inbox and the router
 * are told to purge. The account goes when the inbox has taken that. The messages wait in the outbox until then, so a
 * crash at any point resumes by itself, and one that is never taken is a dead letter, to be replayed.
 */
export function deletePerson(
  realm: Pick<Realm, 'db' | 'storage' | 'send'>,
  id: PersonId,
  trace: Trace,
): Result<null, 'person.not_found' | 'person.last_admin'> {
  return realm.storage.transactionSync(() => {
    const person = findPerson(realm.db, id)
    if (person === undefined) return NO_SUCH_PERSON
    if (person.status === 'deleting') return ok(null)
    if (isLastAdmin(realm.db, person)) return LAST_ADMIN
    setStatus(realm, id, 'deleting')
    leaveGroups(realm, id, trace)
    endAllSessions(realm, id, trace)
    const body = { person: id } satisfies z.infer<typeof Purge>
    realm.send(PURGE, inboxOf(id), body, trace)
    realm.send(PURGE_ROUTER, routerOf(id), body, trace)
    return ok(null)
  })
}

export function deletionRoutes(env: Pick<ActorsEnv, 'INBOX' | 'ROUTER'>, db: Realm['db']): Routes {
  return {
    [PURGE]: async (message, trace) => {
      const { person } = Purge.parse(JSON.parse(message.body))
      const inbox = inboxOf(person)
      const answer = await getStub(env.INBOX, inbox).purge(inbox, trace)
      if (answer.ok) removeAccount(db, person)
      return answer
    },
    [PURGE_ROUTER]: (message, trace) => {
      const router = routerOf(Purge.parse(JSON.parse(message.body)).person)
      return getStub(env.ROUTER, router).purge(router, trace)
    },
  }
}

/** Credentials and sessions go with the person: the schema's foreign keys cascade. */
function removeAccount(db: Realm['db'], id: PersonId): void {
  db.delete(people)
    .where(and(eq(people.id, id), eq(people.status, 'deleting')))
    .run()
}
