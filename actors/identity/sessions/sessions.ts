import { and, desc, eq, gt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { SessionInfo } from '@switchboard/shared-types/api/account'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import type { PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { rolesOf } from '../groups/member-rows.ts'
import { personIdOf, toPerson } from '../people/person.ts'
import type { PersonRecord } from '../people/person.ts'
import { people, sessions } from '../schema.ts'
import { digest } from './token.ts'

export type SessionRecord = typeof sessions.$inferSelect

/** A session that still runs, with whose it is. */
export interface CurrentSession {
  readonly session: SessionRecord
  readonly person: PersonRecord
}

export const SIGN_IN_FIRST = err('auth.required', 'Sign in first.')

/** @returns the session that a token opens, whatever the person's status */
export function findSession(
  db: DrizzleSqliteDODatabase,
  token: string,
  now: Date = new Date(),
): CurrentSession | undefined {
  return db
    .select({ session: sessions, person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.userId))
    .where(and(eq(sessions.token, digest(token)), gt(sessions.expiresAt, now)))
    .get()
}

/** @returns the session that a token opens, if its person may act */
export function findActiveSession(db: DrizzleSqliteDODatabase, token: string): CurrentSession | undefined {
  const found = findSession(db, token)
  return found?.person.status === 'active' ? found : undefined
}

/** The sessions of a person that still run, newest first. */
export function sessionsOf(
  db: DrizzleSqliteDODatabase,
  person: PersonId,
  now: Date = new Date(),
): SessionRecord[] {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, person), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.id))
    .all()
}

/** Where the caller is signed in. */
export function listSessions(
  { db }: { readonly db: DrizzleSqliteDODatabase },
  token: string,
): Result<SessionInfo[], 'auth.required'> {
  const current = findActiveSession(db, token)
  if (current === undefined) return SIGN_IN_FIRST
  const own = sessionsOf(db, personIdOf(current.person))
  return ok(own.map((session) => toSessionInfo(session, current.session.id)))
}

export function toSignedIn(
  db: DrizzleSqliteDODatabase,
  { session, person }: CurrentSession,
  sessionToken: string,
): SignedIn {
  return {
    person: toPerson(person),
    groups: rolesOf(db, personIdOf(person)),
    sessionId: session.id,
    sessionToken,
    expiresAt: session.expiresAt.toISOString(),
  }
}

function toSessionInfo(session: SessionRecord, current: string): SessionInfo {
  return {
    id: session.id,
    current: session.id === current,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    ipAddress: session.ipAddress,
    userAgent: session.userAgent,
  }
}
