import type { GroupRole } from '@switchboard/shared-types/api/groups'

/** What somebody is in a group. */
export const ROLE_WORDS: Record<GroupRole, string> = { owner: 'Owner', member: 'Member' }
