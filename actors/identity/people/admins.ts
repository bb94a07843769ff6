import { and, eq, ne } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { err } from '@switchboard/shared-types/result'
import { people } from '../schema.ts'
import type { PersonRecord } from './person.ts'

export const LAST_ADMIN = err('person.last_admin', 'The last admin can neither be suspended nor deleted.')

/** Whether nobody could administer the house without this person. */
export function isLastAdmin(db: DrizzleSqliteDODatabase, person: PersonRecord): boolean {
  if (person.role !== 'admin') return false
  const another = db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'admin'), eq(people.status, 'active'), ne(people.id, person.id)))
    .limit(1)
    .get()
  return another === undefined
}
