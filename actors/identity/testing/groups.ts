import type { Group } from '@switchboard/shared-types/api/groups'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import type { GroupId } from '@switchboard/shared-types/ids'
import { valueOf } from './house.ts'
import type { House } from './house.ts'

/** Makes a group of whoever is signed in there. */
export async function founded(house: House, { sessionToken }: SignedIn, name = 'Support'): Promise<Group> {
  return valueOf(await house.actor.createGroup(house.id, house.trace, { sessionToken, name }))
}

/** @returns the code of a new invitation */
export async function invited(house: House, { sessionToken }: SignedIn, group: GroupId): Promise<string> {
  return valueOf(await house.actor.inviteToGroup(house.id, house.trace, { sessionToken, group })).code
}

/** An owner takes somebody in. */
export async function admitted(
  house: House,
  owner: SignedIn,
  { sessionToken }: SignedIn,
  group: GroupId,
): Promise<Group> {
  const code = await invited(house, owner, group)
  return valueOf(await house.actor.joinGroup(house.id, house.trace, { sessionToken, code }))
}

/** What claims say of a person's groups. */
export async function rolesSeen(house: House, { sessionToken }: SignedIn): Promise<SignedIn['groups']> {
  return valueOf(await house.session(sessionToken)).groups
}
