import { eq } from 'drizzle-orm'
import type { GroupId, PersonId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Realm } from '../realm.ts'
import { groupInvitations } from '../schema.ts'
import { endGroup } from './deletion.ts'
import { endMembership } from './members.ts'
import { isLastOwner, membersOf, membershipsOf, setRole } from './member-rows.ts'
import type { MemberRecord } from './member-rows.ts'

type Part = Pick<Realm, 'db' | 'send'>

/** The groups of a person who is deleted go on without them; those that nobody is left in are deleted. */
export function leaveGroups(realm: Part, person: PersonId, trace: Trace): void {
  for (const member of membershipsOf(realm.db, person)) {
    if (isAlone(realm.db, member)) endGroup(realm, member.groupId, trace)
    else handOn(realm, member, trace)
  }
}

/**
 * A person who is suspended belongs to no group with others any more. A group of theirs alone stays, as their own inbox
 * does, because a suspension can be undone; nobody may join it meanwhile.
 * @returns the groups that stay
 */
export function leaveSharedGroups(realm: Part, person: PersonId, trace: Trace): GroupId[] {
  const kept: GroupId[] = []
  for (const member of membershipsOf(realm.db, person)) {
    if (isAlone(realm.db, member)) {
      realm.db.delete(groupInvitations).where(eq(groupInvitations.groupId, member.groupId)).run()
      kept.push(member.groupId)
    } else handOn(realm, member, trace)
  }
  return kept
}

function isAlone(db: Realm['db'], { groupId }: MemberRecord): boolean {
  return membersOf(db, groupId).length === 1
}

/** Ends a membership; the longest-standing member inherits what would be without an owner. */
function handOn(realm: Part, member: MemberRecord, trace: Trace): void {
  const heir = isLastOwner(realm.db, member)
    ? membersOf(realm.db, member.groupId).find(({ personId }) => personId !== member.personId)
    : undefined
  endMembership(realm, member, trace)
  if (heir !== undefined) setRole(realm.db, heir, 'owner')
}
