import { z } from 'zod'
import type { Routes } from '@switchboard/kernel/outbox/message'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, PersonId, routerOf } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'

const CLOSE_SOCKETS = 'inbox.close-sockets'
const CLOSE_ROUTER_SOCKETS = 'router.close-sockets'
const CloseSockets = z.object({ person: PersonId, session: z.string().optional() })
type CloseSockets = z.infer<typeof CloseSockets>

/** Tells the person's inbox and router to close their live connections: of one session, or of all. */
export function sendCloseSockets(realm: Pick<Realm, 'send'>, body: CloseSockets, trace: Trace): void {
  realm.send(CLOSE_SOCKETS, inboxOf(body.person), body, trace)
  realm.send(CLOSE_ROUTER_SOCKETS, routerOf(body.person), body, trace)
}

export function socketRoutes(env: Pick<ActorsEnv, 'INBOX' | 'ROUTER'>): Routes {
  return {
    [CLOSE_SOCKETS]: (message, trace) => {
      const { person, session } = CloseSockets.parse(JSON.parse(message.body))
      const inbox = inboxOf(person)
      return getStub(env.INBOX, inbox).closeSockets(inbox, trace, { session })
    },
    [CLOSE_ROUTER_SOCKETS]: (message, trace) => {
      const { person, session } = CloseSockets.parse(JSON.parse(message.body))
      const router = routerOf(person)
      return getStub(env.ROUTER, router).closeSockets(router, trace, { session })
    },
  }
}
