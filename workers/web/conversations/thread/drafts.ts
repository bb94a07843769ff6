import type { Conversation } from '@switchboard/shared-types/api/conversations/conversation'
import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { DraftId } from '@switchboard/shared-types/ids'

/** A draft of an older revision never takes the place of a newer one. */
export function withDraft(conversation: Conversation, draft: Draft): Conversation {
  const known = conversation.drafts.find(({ id }) => id === draft.id)
  if (known !== undefined && known.revision >= draft.revision) return conversation
  return {
    ...conversation,
    drafts: [...conversation.drafts.filter(({ id }) => id !== draft.id), draft],
  }
}

export function withoutDraft(conversation: Conversation, draft: DraftId): Conversation {
  return { ...conversation, drafts: conversation.drafts.filter(({ id }) => id !== draft) }
}
