import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { personIdOf } from '../people/person.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { findMember } from './member-rows.ts'
import type { MemberRecord } from './member-rows.ts'

export const NOT_A_MEMBER = err('group.not_member', 'You are not a member of this group.')
const OWNER_ONLY = err('group.owner_only', 'Only an owner of the group may do this.')

/** @returns the membership in whose name a session asks */
export function asMember(
  db: DrizzleSqliteDODatabase,
  { sessionToken, group }: GroupAct,
): Result<MemberRecord, 'auth.required' | 'group.not_member'> {
  const current = findActiveSession(db, sessionToken)
  if (current === undefined) return SIGN_IN_FIRST
  const member = findMember(db, group, personIdOf(current.person))
  return member === undefined ? NOT_A_MEMBER : ok(member)
}

/** The same, for what only owners may do. */
export function asOwner(
  db: DrizzleSqliteDODatabase,
  act: GroupAct,
): Result<MemberRecord, 'auth.required' | 'group.not_member' | 'group.owner_only'> {
  const asked = asMember(db, act)
  return asked.ok && asked.value.role !== 'owner' ? OWNER_ONLY : asked
}
