import * as z from 'zod'
import { GroupId, GroupInvitationId, PersonId } from '../ids.ts'

/** The request header that names the group in whose name is asked; without it one asks for oneself. */
export const GROUP_HEADER = 'x-switchboard-group'
/** The same as a query parameter, where no header can be sent: WebSockets, downloads, the way back from OAuth. */
export const GROUP_PARAMETER = 'group'

export const MAX_GROUPS = 20
export const MAX_GROUP_MEMBERS = 50
export const MAX_GROUP_INVITATIONS = 50

/** Members read, answer and triage; owners also decide who belongs to the group and what is connected to it. */
export const GroupRole = z.enum(['owner', 'member'])
export type GroupRole = z.infer<typeof GroupRole>

/** A group as one of its members sees it: `role` is theirs, `members` how many there are. */
export const Group = z.object({
  id: GroupId,
  name: z.string(),
  role: GroupRole,
  members: z.number().int(),
  createdAt: z.iso.datetime(),
})
export type Group = z.infer<typeof Group>

export const GroupName = z.object({ name: z.string().trim().min(1).max(100) })
export type GroupName = z.infer<typeof GroupName>

export const GroupMember = z.object({
  person: PersonId,
  name: z.string(),
  email: z.string(),
  role: GroupRole,
  joinedAt: z.iso.datetime(),
})
export type GroupMember = z.infer<typeof GroupMember>

export const ChangeRole = z.object({ role: GroupRole })
export type ChangeRole = z.infer<typeof ChangeRole>

/** An invitation that nobody has taken yet. It is good once, for whoever has its code. */
export const GroupInvitation = z.object({
  id: GroupInvitationId,
  invitedBy: PersonId,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type GroupInvitation = z.infer<typeof GroupInvitation>

/** An invitation just made: the one time that its code is told. */
export const NewGroupInvitation = GroupInvitation.extend({ code: z.string() })
export type NewGroupInvitation = z.infer<typeof NewGroupInvitation>

export const JoinGroup = z.object({ code: z.string().min(1).max(100) })
export type JoinGroup = z.infer<typeof JoinGroup>

export const Groups = z.object({ groups: z.array(Group) })
export const GroupMembers = z.object({ members: z.array(GroupMember) })
export const GroupInvitations = z.object({ invitations: z.array(GroupInvitation) })
