import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { PersonId, routerOf } from '@switchboard/shared-types/ids'
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

const HOLD_ROUTER = 'router.hold'
const HoldRouter = z.object({ person: PersonId, held: z.boolean() })

export const NO_SUCH_PERSON = err('person.not_found', 'There is no such person.')

/** Ends every session, refuses new ones, and has the router refuse every token. A person who is being deleted stays so. */
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
      holdRouter(realm, { person: id, held: true }, trace)
    }
    return ok(null)
  })
}

export function restore(realm: Part, id: PersonId, trace: Trace): Result<null, 'person.not_found'> {
  return realm.storage.transactionSync(() => {
    const person = findPerson(realm.db, id)
    if (person === undefined || person.status === 'deleting') return NO_SUCH_PERSON
    if (person.status === 'suspended') {
      setStatus(realm, id, 'active')
      holdRouter(realm, { person: id, held: false }, trace)
    }
    return ok(null)
  })
}

export function suspensionRoutes(env: Pick<ActorsEnv, 'ROUTER'>): Routes {
  return {
    [HOLD_ROUTER]: (message, trace) => {
      const { person, held } = HoldRouter.parse(JSON.parse(message.body))
      const router = routerOf(person)
      return getStub(env.ROUTER, router).hold(router, trace, { held })
    },
  }
}

function holdRouter(realm: Part, body: z.infer<typeof HoldRouter>, trace: Trace): void {
  realm.send(HOLD_ROUTER, routerOf(body.person), body, trace)
}

/** Part of the caller's transaction. */
export function setStatus({ db }: Pick<Realm, 'db'>, id: PersonId, status: PersonRecord['status']): void {
  db.update(people).set({ status, updatedAt: new Date() }).where(eq(people.id, id)).run()
}
