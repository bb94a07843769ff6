import type { Group } from '@switchboard/shared-types/api/groups'
import type { GroupId } from '@switchboard/shared-types/ids'
import { failureOf, type Device, type Member } from './device.ts'

/** Makes a group of somebody's. */
export async function found({ device }: Member, name = 'Support'): Promise<Group> {
  const answer = await device.api.groups.$post({ json: { name } })
  if (!answer.ok) throw new Error(await failureOf(answer))
  return await answer.json()
}

/** An owner takes somebody in. */
export async function admit(owner: Member, newcomer: Member, group: GroupId): Promise<void> {
  const invitations = owner.device.api.groups[':group'].invitations
  const invited = await invitations.$post({ param: { group } })
  if (!invited.ok) throw new Error(await failureOf(invited))
  const { code } = await invited.json()
  const joined = await newcomer.device.api.groups.join.$post({ json: { code } })
  if (!joined.ok) throw new Error(await failureOf(joined))
}

/** An owner removes somebody, or somebody leaves. */
export async function dismiss(by: Device, { person }: Member, group: GroupId): Promise<Response> {
  return await by.send('DELETE', `/api/groups/${group}/members/${person.id}`)
}
