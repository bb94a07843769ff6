import type {
  Conversation,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { Message, MessagePage } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId, DraftId } from '@switchboard/shared-types/ids'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { summaryKey } from '../list/queries.ts'
import { withDraft, withoutDraft } from './drafts.ts'
import { followConversation, followTalk, loadFollowed } from './story.ts'
import { withMessage, withNewest, type Talk } from './talk.ts'

const PAGE = 50

export function conversationKey(id: ConversationId) {
  return ['conversation', id] as const
}

export function talkKey(id: ConversationId) {
  return ['talk', id] as const
}

/** Kept true by the conversation's room as long as it is open. */
export function conversationQuery(id: ConversationId) {
  return queryOptions({
    queryKey: conversationKey(id),
    queryFn: (): Promise<Conversation> =>
      loadFollowed(id, () => answer(api.conversations[':id'].$get({ param: { id } })), followConversation),
  })
}

/** The newest messages, and those before them that were asked for. */
export function talkQuery(id: ConversationId) {
  return queryOptions({
    queryKey: talkKey(id),
    queryFn: ({ client }): Promise<Talk> =>
      loadFollowed(
        id,
        async () => withNewest(client.getQueryData<Talk>(talkKey(id)), await loadMessages(id, null)),
        followTalk,
      ),
  })
}

/** What the inbox knows of a conversation, for one that no list holds. */
export function summaryQuery(id: ConversationId) {
  return queryOptions({
    queryKey: summaryKey(id),
    queryFn: (): Promise<ConversationSummary> =>
      answer(api.conversations[':id'].summary.$get({ param: { id } })),
  })
}

export function loadMessages(id: ConversationId, cursor: string | null): Promise<MessagePage> {
  const query = { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) }
  return answer(api.conversations[':id'].messages.$get({ param: { id }, query }))
}

/** What an act answered is shown at once. */
export function keepMessage(client: QueryClient, message: Message): void {
  client.setQueryData<Talk>(talkKey(message.conversationId), (talk) => talk && withMessage(talk, message))
}

export function keepDraft(client: QueryClient, id: ConversationId, draft: Draft): void {
  client.setQueryData<Conversation>(conversationKey(id), (known) => known && withDraft(known, draft))
}

export function dropDraft(client: QueryClient, id: ConversationId, draft: DraftId): void {
  client.setQueryData<Conversation>(conversationKey(id), (known) => known && withoutDraft(known, draft))
}
