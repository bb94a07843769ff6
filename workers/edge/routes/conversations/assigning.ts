import type {
  ChangeConversations,
  ConversationQuery,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { InboxConversationQuery, TriageAct } from '@switchboard/shared-types/contracts/inbox-messages'
import type { PersonId } from '@switchboard/shared-types/ids'
import { ApiFailure } from '../../errors.ts'

/** @returns the query as an inbox takes it, which knows of nobody who asks */
export function queryOf(me: PersonId, { assignee, ...query }: ConversationQuery): InboxConversationQuery {
  if (assignee === undefined) return query
  return { ...query, assignee: assignee === 'me' ? me : assignee }
}

/**
 * @returns what an inbox is to do, and in whose name
 * @throws ApiFailure `member.not_found` where a conversation would be somebody's who does not belong to the inbox
 */
export function actOf(me: PersonId, { ids, change }: ChangeConversations): TriageAct {
  const { assignee } = change
  if (assignee !== undefined && assignee !== null && assignee !== me) {
    throw new ApiFailure('member.not_found', 'This inbox is yours alone: nobody else can be assigned in it.')
  }
  return { ids, change, by: { id: me, name: null } }
}
