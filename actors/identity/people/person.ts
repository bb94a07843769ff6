import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Person } from '@switchboard/shared-types/api/account'
import { PersonId } from '@switchboard/shared-types/ids'
import { people } from '../schema.ts'

export type PersonRecord = typeof people.$inferSelect

/** The form in which an e-mail address is stored and compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase()
}

export function findPerson(db: DrizzleSqliteDODatabase, id: PersonId): PersonRecord | undefined {
  return db.select().from(people).where(eq(people.id, id)).get()
}

export function findPersonByEmail(db: DrizzleSqliteDODatabase, email: string): PersonRecord | undefined {
  return db.select().from(people).where(eq(people.email, email)).get()
}

export function personIdOf(row: Pick<PersonRecord, 'id'>): PersonId {
  return PersonId.parse(row.id)
}

export function toPerson(row: PersonRecord): Person {
  return {
    id: personIdOf(row),
    name: row.name,
    email: row.email,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
  }
}
