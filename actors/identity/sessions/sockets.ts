import { z } from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { InboxId, inboxOf, RouterId, routerOf } from '@switchboard/shared-types/ids'
import type { GroupId, OwnerId, PersonId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { membershipsOf } from '../groups/member-rows.ts'
import type { Realm } from '../realm.ts'
import { sessionsOf } from './sessions.ts'

const CLOSE_SOCKETS = 'inbox.close-sockets'
const CLOSE_ROUTER_SOCKETS = 'router.close-sockets'
const CloseSockets = z.object({ session: z.string().optional() })
type CloseSockets = z.infer<typeof CloseSockets>

/** Has the live connections of a session closed, wherever the person may have some. */
export function closeSessionSockets(
  realm: Pick<Realm, 'db' | 'send'>,
  person: PersonId,
  session: string,
  trace: Trace,
): void {
  for (const owner of [person, ...groupsOf(realm, person)]) send(realm, owner, { session }, trace)
}

/** Has all live connections of a person closed. Part of the transaction that ends the sessions, before they are gone. */
export function closeAllSockets(realm: Pick<Realm, 'db' | 'send'>, person: PersonId, trace: Trace): void {
  send(realm, person, {}, trace)
  for (const group of groupsOf(realm, person)) closeGroupSockets(realm, group, person, trace)
}

/** Has a person's live connections to what belongs to a group closed. */
export function closeGroupSockets(
  realm: Pick<Realm, 'db' | 'send'>,
  group: GroupId,
  person: PersonId,
  trace: Trace,
): void {
  for (const { id } of sessionsOf(realm.db, person)) send(realm, group, { session: id }, trace)
}

export function socketRoutes(env: Pick<ActorsEnv, 'INBOX' | 'ROUTER'>): Routes {
  return {
    [CLOSE_SOCKETS]: ({ target, body }, trace) => {
      const inbox = InboxId.parse(target)
      return getStub(env.INBOX, inbox).closeSockets(inbox, trace, read(body))
    },
    [CLOSE_ROUTER_SOCKETS]: ({ target, body }, trace) => {
      const router = RouterId.parse(target)
      return getStub(env.ROUTER, router).closeSockets(router, trace, read(body))
    },
  }
}

function groupsOf({ db }: Pick<Realm, 'db'>, person: PersonId): GroupId[] {
  return membershipsOf(db, person).map(({ groupId }) => groupId)
}

function send(realm: Pick<Realm, 'send'>, owner: OwnerId, body: CloseSockets, trace: Trace): void {
  realm.send(CLOSE_SOCKETS, inboxOf(owner), body, trace)
  realm.send(CLOSE_ROUTER_SOCKETS, routerOf(owner), body, trace)
}

function read(body: string): { session: string | undefined } {
  return { session: CloseSockets.parse(JSON.parse(body)).session }
}
