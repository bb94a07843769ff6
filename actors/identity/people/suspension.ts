import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { RouterId, routerOf } from '@switchboard/shared-types/ids'
import type { OwnerId, PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'
import { people } from '../schema.ts'
import { leaveSharedGroups } from '../groups/departure.ts'
import { membershipsOf } from '../groups/member-rows.ts'
import { endAllSessions } from '../sessions/endings.ts'
import { isLastAdmin, LAST_ADMIN } from './admins.ts'
import { findPerson } from './person.ts'
import type { PersonRecord } from './person.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'send'>

const HOLD_ROUTER = 'router.hold'
const HoldRouter = z.object({ held: z.boolean() })

export const NO_SUCH_PERSON = err('person.not_found', 'There is no such person.')

/**
 * Ends every session and every membership of a group with others, refuses new sessions, and has the router refuse every
 * token. A person who is being deleted stays so.
 */
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
      const alone = leaveSharedGroups(realm, id, trace)
      endAllSessions(realm, id, trace)
      holdRouters(realm, [id, ...alone], true, trace)
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
      const alone = membershipsOf(realm.db, id).map(({ groupId }) => groupId)
      holdRouters(realm, [id, ...alone], false, trace)
    }
    return ok(null)
  })
}

export function suspensionRoutes(env: Pick<ActorsEnv, 'ROUTER'>): Routes {
  return {
    [HOLD_ROUTER]: ({ target, body }, trace) => {
      const { held } = HoldRouter.parse(JSON.parse(body))
      const router = RouterId.parse(target)
      return getStub(env.ROUTER, router).hold(router, trace, { held })
    },
  }
}

function holdRouters(realm: Part, owners: readonly OwnerId[], held: boolean, trace: Trace): void {
  const body = { held } satisfies z.infer<typeof HoldRouter>
  for (const owner of owners) realm.send(HOLD_ROUTER, routerOf(owner), body, trace)
}

/** Part of the caller's transaction. */
export function setStatus({ db }: Pick<Realm, 'db'>, id: PersonId, status: PersonRecord['status']): void {
  db.update(people).set({ status, updatedAt: new Date() }).where(eq(people.id, id)).run()
}
