import { asc, eq } from 'drizzle-orm'
import { MAX_GROUPS } from '@switchboard/shared-types/api/groups'
import type { Group, GroupName, GroupRole } from '@switchboard/shared-types/api/groups'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import { newId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { personIdOf } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { groups, members } from '../schema.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { asOwner, NOT_A_MEMBER } from './admit.ts'
import { countMembers, membershipsOf } from './member-rows.ts'
import type { MemberRecord } from './member-rows.ts'

type Part = Pick<Realm, 'db' | 'storage'>

export const TOO_MANY_GROUPS = err(
  'group.too_many',
  `A person can be a member of ${MAX_GROUPS} groups at most.`,
)

/** The groups of whoever asks, the oldest first. */
export function listGroups({ db }: Pick<Realm, 'db'>, token: string): Result<Group[], 'auth.required'> {
  const current = findActiveSession(db, token)
  if (current === undefined) return SIGN_IN_FIRST
  const found = db
    .select({ group: groups, role: members.role })
    .from(members)
    .innerJoin(groups, eq(groups.id, members.groupId))
    .where(eq(members.personId, personIdOf(current.person)))
    .orderBy(asc(groups.id))
    .all()
  return ok(found.map(({ group, role }) => toGroup(db, group, role)))
}

/** Makes a group with whoever asks as its first owner. */
export function createGroup(
  { db, storage }: Part,
  { sessionToken, name }: GroupName & { readonly sessionToken: string },
  now: Date = new Date(),
): Result<Group, 'auth.required' | 'group.too_many'> {
  return storage.transactionSync(() => {
    const current = findActiveSession(db, sessionToken)
    if (current === undefined) return SIGN_IN_FIRST
    const personId = personIdOf(current.person)
    if (membershipsOf(db, personId).length >= MAX_GROUPS) return TOO_MANY_GROUPS
    const group = { id: newId('grp', now.getTime()), name, createdAt: now, deletedAt: null }
    db.insert(groups).values(group).run()
    db.insert(members).values({ groupId: group.id, personId, role: 'owner', joinedAt: now }).run()
    return ok(toGroup(db, group, 'owner'))
  })
}

export function renameGroup(
  { db, storage }: Part,
  { name, ...act }: GroupAct & GroupName,
): Result<Group, 'auth.required' | 'group.not_member' | 'group.owner_only'> {
  return storage.transactionSync(() => {
    const asked = asOwner(db, act)
    if (!asked.ok) return asked
    db.update(groups).set({ name }).where(eq(groups.id, act.group)).run()
    return showGroup(db, asked.value)
  })
}

/** A group as that member sees it. */
export function showGroup(
  db: Realm['db'],
  { groupId, role }: MemberRecord,
): Result<Group, 'group.not_member'> {
  const group = db.select().from(groups).where(eq(groups.id, groupId)).get()
  return group === undefined ? NOT_A_MEMBER : ok(toGroup(db, group, role))
}

function toGroup(
  db: Realm['db'],
  { id, name, createdAt }: typeof groups.$inferSelect,
  role: GroupRole,
): Group {
  return { id, name, role, members: countMembers(db, id), createdAt: createdAt.toISOString() }
}
