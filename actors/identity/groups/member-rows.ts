import { and, asc, count, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { GroupRole } from '@switchboard/shared-types/api/groups'
import type { GroupId, PersonId } from '@switchboard/shared-types/ids'
import { members } from '../schema.ts'

export type MemberRecord = typeof members.$inferSelect

export function findMember(
  db: DrizzleSqliteDODatabase,
  group: GroupId,
  person: PersonId,
): MemberRecord | undefined {
  return db
    .select()
    .from(members)
    .where(and(eq(members.groupId, group), eq(members.personId, person)))
    .get()
}

/** The longest-standing first. */
export function membersOf(db: DrizzleSqliteDODatabase, group: GroupId): MemberRecord[] {
  return db
    .select()
    .from(members)
    .where(eq(members.groupId, group))
    .orderBy(asc(members.joinedAt), asc(members.personId))
    .all()
}

export function membershipsOf(db: DrizzleSqliteDODatabase, person: PersonId): MemberRecord[] {
  return db.select().from(members).where(eq(members.personId, person)).orderBy(asc(members.groupId)).all()
}

/** What the edge's claims say of a person's groups. */
export function rolesOf(db: DrizzleSqliteDODatabase, person: PersonId): Record<GroupId, GroupRole> {
  return Object.fromEntries(membershipsOf(db, person).map(({ groupId, role }) => [groupId, role]))
}

export function countMembers(db: DrizzleSqliteDODatabase, group: GroupId): number {
  return db.select({ count: count() }).from(members).where(eq(members.groupId, group)).get()?.count ?? 0
}

/** Whether the group would have no owner without this one. */
export function isLastOwner(db: DrizzleSqliteDODatabase, { groupId, personId, role }: MemberRecord): boolean {
  if (role !== 'owner') return false
  return !membersOf(db, groupId).some((other) => other.role === 'owner' && other.personId !== personId)
}

/** Part of the caller's transaction. */
export function setRole(
  db: DrizzleSqliteDODatabase,
  { groupId, personId }: MemberRecord,
  role: GroupRole,
): void {
  db.update(members)
    .set({ role })
    .where(and(eq(members.groupId, groupId), eq(members.personId, personId)))
    .run()
}
