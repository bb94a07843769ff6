import type { Group, GroupMember } from '@switchboard/shared-types/api/groups'
import type { PersonId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { accountQuery } from '../account/queries.ts'
import { group } from '../app/inbox.ts'
import { groupsQuery, membersQuery } from './queries.ts'

/** @returns the group whose inbox is shown, as whoever is signed in belongs to it; undefined in one's own inbox */
export function useGroup(): Group | undefined {
  const { data } = useQuery(groupsQuery)
  return data?.find(({ id }) => id === group)
}

/** @returns whether one may do what a group leaves to its owners; in one's own inbox everything */
export function useIsOwner(): boolean {
  const now = useGroup()
  return group === null || now?.role === 'owner'
}

/** @returns who belongs to the group whose inbox is shown; nobody in one's own */
export function useMembers(): readonly GroupMember[] {
  return useQuery(membersQuery(group)).data ?? NOBODY
}

/** @returns who is signed in */
export function useMe(): PersonId | undefined {
  return useQuery(accountQuery).data?.id
}

/** @returns what people of the group are called here: whoever is signed in is "you" */
export function useNames(): (person: PersonId) => string {
  const members = useMembers()
  const me = useMe()
  return (person) => (person === me ? 'You' : nameAmong(members, person))
}

/** @returns what a member is called; a former one has no name any more */
export function nameAmong(members: readonly GroupMember[], person: PersonId): string {
  return members.find((one) => one.person === person)?.name ?? 'Somebody who left'
}

const NOBODY: readonly GroupMember[] = []
