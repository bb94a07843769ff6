import { and, eq } from 'drizzle-orm'
import type { PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { personIdOf } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { sessions } from '../schema.ts'
import { findActiveSession, findSession, sessionsOf, SIGN_IN_FIRST } from './sessions.ts'
import { closeAllSockets, closeSessionSockets } from './sockets.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'send'>

/** Ends the session of a token; a token that opens nothing has nothing to end. */
export function signOut(realm: Part, token: string, trace: Trace): Result<null> {
  const found = findSession(realm.db, token)
  if (found) {
    const person = personIdOf(found.person)
    realm.storage.transactionSync(() => endSession(realm, person, found.session.id, trace))
  }
  return ok(null)
}

/** Ends one of the caller's own sessions. */
export function revokeSession(
  realm: Part,
  input: { sessionToken: string; sessionId: string },
  trace: Trace,
): Result<null, 'auth.required' | 'session.not_found'> {
  const current = findActiveSession(realm.db, input.sessionToken)
  if (current === undefined) return SIGN_IN_FIRST
  const person = personIdOf(current.person)
  const own = sessionsOf(realm.db, person).some((session) => session.id === input.sessionId)
  if (!own) return err('session.not_found', 'There is no such session.')
  realm.storage.transactionSync(() => endSession(realm, person, input.sessionId, trace))
  return ok(null)
}

/** Ends the caller's sessions but the one that asks. */
export function revokeOtherSessions(realm: Part, token: string, trace: Trace): Result<null, 'auth.required'> {
  const current = findActiveSession(realm.db, token)
  if (current === undefined) return SIGN_IN_FIRST
  const person = personIdOf(current.person)
  realm.storage.transactionSync(() => endOtherSessions(realm, person, current.session.id, trace))
  return ok(null)
}

/** Part of the caller's transaction. */
export function endOtherSessions(realm: Part, person: PersonId, kept: string, trace: Trace): void {
  for (const { id } of sessionsOf(realm.db, person)) {
    if (id !== kept) endSession(realm, person, id, trace)
  }
}

/** Ends every session of a person and all of their live connections. Part of the caller's transaction. */
export function endAllSessions(realm: Pick<Realm, 'db' | 'send'>, person: PersonId, trace: Trace): void {
  closeAllSockets(realm, person, trace)
  realm.db.delete(sessions).where(eq(sessions.userId, person)).run()
}

function endSession(realm: Part, person: PersonId, session: string, trace: Trace): void {
  realm.db
    .delete(sessions)
    .where(and(eq(sessions.id, session), eq(sessions.userId, person)))
    .run()
  closeSessionSockets(realm, person, session, trace)
}
