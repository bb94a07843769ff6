import { and, eq } from 'drizzle-orm'
import type { ChangeRole, GroupMember } from '@switchboard/shared-types/api/groups'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import type { PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { findPerson } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { members } from '../schema.ts'
import { closeGroupSockets } from '../sessions/sockets.ts'
import { forgetMember } from './forgetting.ts'
import { asMember, asOwner } from './admit.ts'
import { endGroup } from './deletion.ts'
import { countMembers, findMember, isLastOwner, membersOf, setRole } from './member-rows.ts'
import type { MemberRecord } from './member-rows.ts'

type Part = Pick<Realm, 'db' | 'storage' | 'send'>
type MemberError = 'auth.required' | 'group.not_member'
type OwnerError = MemberError | 'group.owner_only'

const LAST_OWNER = err('group.last_owner', 'The group needs an owner: make another member its owner first.')
const NO_SUCH_MEMBER = err('member.not_found', 'There is no such member in this group.')

export function listMembers({ db }: Pick<Realm, 'db'>, act: GroupAct): Result<GroupMember[], MemberError> {
  const asked = asMember(db, act)
  return asked.ok ? ok(membersOf(db, act.group).flatMap((member) => toGroupMember(db, member))) : asked
}

/** Makes a member an owner, or an owner a member. */
export function changeRole(
  { db, storage }: Part,
  { role, person, ...act }: GroupAct & ChangeRole & { readonly person: PersonId },
): Result<GroupMember, OwnerError | 'member.not_found' | 'group.last_owner'> {
  return storage.transactionSync(() => {
    const asked = asOwner(db, act)
    if (!asked.ok) return asked
    const member = findMember(db, act.group, person)
    if (member === undefined) return NO_SUCH_MEMBER
    if (role === 'member' && isLastOwner(db, member)) return LAST_OWNER
    setRole(db, member, role)
    const [shown] = toGroupMember(db, { ...member, role })
    return shown === undefined ? NO_SUCH_MEMBER : ok(shown)
  })
}

/** An owner removes somebody, or somebody leaves; with its only member the group goes. */
export function removeMember(
  realm: Part,
  { person, ...act }: GroupAct & { readonly person: PersonId },
  trace: Trace,
): Result<null, OwnerError | 'member.not_found' | 'group.last_owner'> {
  const { db } = realm
  return realm.storage.transactionSync(() => {
    const asked = asMember(db, act)
    if (!asked.ok) return asked
    const allowed = asked.value.personId === person ? asked : asOwner(db, act)
    if (!allowed.ok) return allowed
    const member = findMember(db, act.group, person)
    if (member === undefined) return NO_SUCH_MEMBER
    if (countMembers(db, act.group) === 1) endGroup(realm, act.group, trace)
    else if (isLastOwner(db, member)) return LAST_OWNER
    else endMembership(realm, member, trace)
    return ok(null)
  })
}

/** Part of the caller's transaction, which sees to it that an owner is left. */
export function endMembership(
  realm: Pick<Realm, 'db' | 'send'>,
  { groupId, personId }: MemberRecord,
  trace: Trace,
): void {
  realm.db
    .delete(members)
    .where(and(eq(members.groupId, groupId), eq(members.personId, personId)))
    .run()
  closeGroupSockets(realm, groupId, personId, trace)
  forgetMember(realm, groupId, personId, trace)
}

function toGroupMember(db: Realm['db'], { personId, role, joinedAt }: MemberRecord): GroupMember[] {
  const person = findPerson(db, personId)
  if (person === undefined) return []
  const { name, email } = person
  return [{ person: personId, name, email, role, joinedAt: joinedAt.toISOString() }]
}
