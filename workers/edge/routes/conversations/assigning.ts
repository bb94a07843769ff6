import type { Context } from 'hono'
import type {
  ChangeConversations,
  ConversationQuery,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { InboxConversationQuery, TriageAct } from '@switchboard/shared-types/contracts/inbox-messages'
import { GroupId } from '@switchboard/shared-types/ids'
import type { PersonId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { identityOf } from '../../doors.ts'
import { ApiFailure, valueOf } from '../../errors.ts'
import { actFor } from '../groups/act.ts'

interface Named {
  readonly person: PersonId
  readonly name: string | null
}

/** @returns the query as an inbox takes it, which knows of nobody who asks */
export function queryOf(me: PersonId, { assignee, ...query }: ConversationQuery): InboxConversationQuery {
  if (assignee === undefined) return query
  return { ...query, assignee: assignee === 'me' ? me : assignee }
}

/**
 * Identity is asked only where somebody is to be assigned: other sorting waits for nobody.
 * @returns what an inbox is to do, and in whose name
 * @throws ApiFailure `member.not_found` where a conversation would be somebody's who does not belong to the inbox
 */
export async function actOf(c: Context<AppEnv>, { ids, change }: ChangeConversations): Promise<TriageAct> {
  const id = c.var.who.sub
  const { assignee = null } = change
  if (assignee === null) return { ids, change, by: { id, name: null } }
  const members = await checkMembers(c, [assignee])
  const name = members.find(({ person }) => person === id)?.name ?? null
  return { ids, change, by: { id, name } }
}

/**
 * @returns who belongs to the inbox
 * @throws ApiFailure `member.not_found` where one of the people does not
 */
export async function checkMembers(
  c: Context<AppEnv>,
  people: readonly PersonId[],
): Promise<readonly Named[]> {
  const members = await membersOf(c)
  const known = new Set(members.map(({ person }) => person))
  if (people.every((person) => known.has(person))) return members
  throw new ApiFailure('member.not_found', 'Only somebody who belongs to this inbox can be assigned in it.')
}

/** Who belongs to the inbox in whose name is asked; to one's own nobody else. */
async function membersOf(c: Context<AppEnv>): Promise<readonly Named[]> {
  const group = GroupId.safeParse(c.var.owner).data
  if (group === undefined) return [{ person: c.var.who.sub, name: null }]
  const { stub, at } = identityOf(c)
  return valueOf(await stub.groupMembers(...at, actFor(c, group)))
}
