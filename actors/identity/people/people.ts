import { and, count, desc, eq, gt, lt, max, or, sql } from 'drizzle-orm'
import type { PageQuery, PersonPage, PersonRow } from '@switchboard/shared-types/api/admin'
import { PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Realm } from '../realm.ts'
import { people, sessions } from '../schema.ts'
import { findPerson, toPerson } from './person.ts'
import type { PersonRecord } from './person.ts'
import { NO_SUCH_PERSON } from './suspension.ts'

/** People, newest first, found by a part of their name or e-mail address. The cursor is the last id of the page before. */
export function listPeople(db: Realm['db'], query: PageQuery): Result<PersonPage, 'cursor.invalid'> {
  const cursor = query.cursor === undefined ? null : PersonId.safeParse(query.cursor)
  if (cursor?.success === false) return err('cursor.invalid', 'This cursor was not given by this list.')
  const found = db
    .select()
    .from(people)
    .where(and(cursor ? lt(people.id, cursor.data) : undefined, query.q ? matches(query.q) : undefined))
    .orderBy(desc(people.id))
    .limit(query.limit + 1)
    .all()
  const page = found.slice(0, query.limit)
  const nextCursor = found.length > query.limit ? (page.at(-1)?.id ?? null) : null
  return ok({ people: page.map((person) => toRow(db, person)), nextCursor })
}

export function describePerson(
  db: Realm['db'],
  id: PersonId,
): Result<PersonRow & { sessions: number }, 'person.not_found'> {
  const person = findPerson(db, id)
  if (person === undefined) return NO_SUCH_PERSON
  const running = db
    .select({ count: count() })
    .from(sessions)
    .where(and(eq(sessions.userId, id), gt(sessions.expiresAt, new Date())))
    .get()
  return ok({ ...toRow(db, person), sessions: running?.count ?? 0 })
}

/** `instr`, as a LIKE pattern may have only 50 bytes. SQLite folds ASCII only, so other letters match as they are. */
function matches(text: string) {
  return or(
    sql`instr(${people.email}, ${text.toLowerCase()}) > 0`,
    sql`instr(lower(${people.name}), lower(${text})) > 0`,
  )
}

function toRow(db: Realm['db'], person: PersonRecord): PersonRow {
  const seen = db
    .select({ at: max(sessions.updatedAt) })
    .from(sessions)
    .where(eq(sessions.userId, person.id))
    .get()
  return { ...toPerson(person), status: person.status, lastSeenAt: seen?.at?.toISOString() ?? null }
}
