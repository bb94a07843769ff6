import { MAX_GROUP_MEMBERS, MAX_GROUPS } from '@switchboard/shared-types/api/groups'
import type { Group, JoinGroup } from '@switchboard/shared-types/api/groups'
import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { personIdOf } from '../people/person.ts'
import type { Realm } from '../realm.ts'
import { members } from '../schema.ts'
import { findActiveSession, SIGN_IN_FIRST } from '../sessions/sessions.ts'
import { showGroup, TOO_MANY_GROUPS } from './groups.ts'
import { findGroupInvitation, spendGroupInvitation } from './invitations.ts'
import { countMembers, findMember, membershipsOf } from './member-rows.ts'
import type { MemberRecord } from './member-rows.ts'

type Refusal = 'group.invitation_invalid' | 'group.already_member' | 'group.too_many' | 'group.full'

const INVALID = err('group.invitation_invalid', 'This invitation is not good any more. Ask for a new one.')
const ALREADY_MEMBER = err('group.already_member', 'You are a member of this group already.')
const FULL = err('group.full', `This group has its ${MAX_GROUP_MEMBERS} members already.`)

/** Spends an invitation: whoever has its code becomes a member. One that is refused is not spent. */
export function joinGroup(
  { db, storage }: Pick<Realm, 'db' | 'storage'>,
  { sessionToken, code }: JoinGroup & { readonly sessionToken: string },
  now: Date = new Date(),
): Result<Group, 'auth.required' | 'group.not_member' | Refusal> {
  return storage.transactionSync(() => {
    const current = findActiveSession(db, sessionToken)
    if (current === undefined) return SIGN_IN_FIRST
    const invitation = findGroupInvitation(db, code, now)
    if (invitation === undefined) return INVALID
    const { groupId } = invitation
    const member: MemberRecord = {
      groupId,
      personId: personIdOf(current.person),
      role: 'member',
      joinedAt: now,
    }
    const refusal = refuse(db, member)
    if (refusal !== null) return refusal
    spendGroupInvitation(db, invitation)
    db.insert(members).values(member).run()
    return showGroup(db, member)
  })
}

function refuse(db: Realm['db'], { groupId, personId }: MemberRecord) {
  if (findMember(db, groupId, personId) !== undefined) return ALREADY_MEMBER
  if (membershipsOf(db, personId).length >= MAX_GROUPS) return TOO_MANY_GROUPS
  return countMembers(db, groupId) >= MAX_GROUP_MEMBERS ? FULL : null
}
