import { GROUP_PARAMETER } from '@switchboard/shared-types/api/groups'
import { GroupId } from '@switchboard/shared-types/ids'

const GROUPS = '/groups/'

/** @returns the group whose inbox an address of the page is in; null: one's own */
export function groupIn(pathname: string): GroupId | null {
  if (!pathname.startsWith(GROUPS)) return null
  return GroupId.safeParse(pathname.slice(GROUPS.length).split('/')[0]).data ?? null
}

/** What the addresses of a group's inbox, or of one's own, begin with. */
export function baseOf(group: GroupId | null): string {
  return group === null ? '/' : `${GROUPS}${group}`
}

/** @param path within the inbox, from its `/` on */
export function addressIn(group: GroupId | null, path: string): string {
  return group === null ? path : `${baseOf(group)}${path}`
}

/**
 * The server names a group in the address's search part, since it knows of no pages.
 * @returns where such an address leads; null where it is one of the page's own
 */
export function movedTo({
  pathname,
  search,
}: {
  readonly pathname: string
  readonly search: string
}): string | null {
  const query = new URLSearchParams(search)
  const group = GroupId.safeParse(query.get(GROUP_PARAMETER)).data
  if (group === undefined || groupIn(pathname) !== null) return null
  query.delete(GROUP_PARAMETER)
  return addressIn(group, `${pathname}${query.size === 0 ? '' : `?${query}`}`)
}
