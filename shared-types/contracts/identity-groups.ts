import type {
  ChangeRole,
  Group,
  GroupInvitation,
  GroupMember,
  GroupName,
  JoinGroup,
  NewGroupInvitation,
} from '../api/groups.ts'
import type { GroupId, GroupInvitationId, PersonId, RealmId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'

/** Who asks, by their session's token, and for which group. */
export interface GroupAct {
  readonly sessionToken: string
  readonly group: GroupId
}

type MemberError = 'auth.required' | 'group.not_member'
type OwnerError = MemberError | 'group.owner_only'

/** The half of identity that is about groups. Who is no member of a group does not learn whether it exists. */
export interface IdentityGroupsContract {
  /** The groups of whoever asks, the oldest first. */
  groups(id: RealmId, trace: Trace, sessionToken: string): Promise<Result<Group[], 'auth.required'>>
  /** Whoever makes a group is its first owner. */
  createGroup(
    id: RealmId,
    trace: Trace,
    input: GroupName & { readonly sessionToken: string },
  ): Promise<Result<Group, 'auth.required' | 'group.too_many'>>
  renameGroup(id: RealmId, trace: Trace, input: GroupAct & GroupName): Promise<Result<Group, OwnerError>>
  /** Ends every membership, then empties the group's inbox and router; resumes after a crash. */
  deleteGroup(id: RealmId, trace: Trace, input: GroupAct): Promise<Result<null, OwnerError>>
  /** The longest-standing first. */
  groupMembers(id: RealmId, trace: Trace, input: GroupAct): Promise<Result<GroupMember[], MemberError>>
  changeRole(
    id: RealmId,
    trace: Trace,
    input: GroupAct & ChangeRole & { readonly person: PersonId },
  ): Promise<Result<GroupMember, OwnerError | 'member.not_found' | 'group.last_owner'>>
  /** An owner removes somebody, or somebody leaves. A group that its only member leaves is deleted. */
  removeMember(
    id: RealmId,
    trace: Trace,
    input: GroupAct & { readonly person: PersonId },
  ): Promise<Result<null, OwnerError | 'member.not_found' | 'group.last_owner'>>
  /** The newest first. */
  groupInvitations(id: RealmId, trace: Trace, input: GroupAct): Promise<Result<GroupInvitation[], OwnerError>>
  inviteToGroup(
    id: RealmId,
    trace: Trace,
    input: GroupAct,
  ): Promise<Result<NewGroupInvitation, OwnerError | 'group.too_many_invitations'>>
  revokeGroupInvitation(
    id: RealmId,
    trace: Trace,
    input: GroupAct & { readonly invitation: GroupInvitationId },
  ): Promise<Result<null, OwnerError | 'invitation.not_found'>>
  joinGroup(
    id: RealmId,
    trace: Trace,
    input: JoinGroup & { readonly sessionToken: string },
  ): Promise<
    Result<
      Group,
      MemberError | 'group.invitation_invalid' | 'group.already_member' | 'group.too_many' | 'group.full'
    >
  >
}
