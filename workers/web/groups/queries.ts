import type { GroupId } from '@switchboard/shared-types/ids'
import { queryOptions, skipToken } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const groupsKey = ['groups'] as const

/** The groups that whoever is signed in belongs to. */
export const groupsQuery = queryOptions({
  queryKey: groupsKey,
  queryFn: async () => (await answer(api.groups.$get())).groups,
  staleTime: 5 * 60_000,
})

/** Who belongs to a group; of none nothing is asked. */
export function membersQuery(group: GroupId | null) {
  return queryOptions({
    queryKey: [...groupsKey, group, 'members'],
    queryFn:
      group === null
        ? skipToken
        : async () => (await answer(api.groups[':group'].members.$get({ param: { group } }))).members,
    staleTime: 60_000,
  })
}

/** Links that nobody has followed yet. */
export function invitationsQuery(group: GroupId) {
  return queryOptions({
    queryKey: [...groupsKey, group, 'invitations'],
    queryFn: async () =>
      (await answer(api.groups[':group'].invitations.$get({ param: { group } }))).invitations,
  })
}
