import type { Conversation } from '@switchboard/shared-types/api/conversations/conversation'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useEffect, useState } from 'react'
import { answer, api, done } from '../../app/api.ts'
import { isFailure } from '../../app/failure.ts'
import { useStore } from '../../ui/store.ts'
import { say } from '../../ui/toasts.tsx'
import { conversationQuery, dropDraft, keepDraft } from '../thread/queries.ts'
import { DraftKeeper, type DraftPort } from './draft-keeper.ts'

/** The answer in the making of a conversation: the same on every device. */
export function useDraft(conversation: Conversation) {
  const client = useQueryClient()
  const { id, drafts } = conversation
  const [keeper] = useState(() => {
    const made: DraftKeeper = new DraftKeeper(portOf(client, id), (own) =>
      say('This draft was changed on another device; its text is shown now', () => made.write(own)),
    )
    return made
  })
  useEffect(() => keeper.follow(drafts), [keeper, drafts])
  // Whoever leaves within the moment before a save leaves nothing behind.
  useEffect(() => () => void keeper.settle().catch(() => undefined), [keeper])
  const kept = useStore(keeper.kept)
  return { keeper, kept, others: drafts.filter((one) => one.id !== kept.draft?.id) }
}

function portOf(client: QueryClient, id: ConversationId): DraftPort {
  const route = api.conversations[':id'].drafts
  return {
    create: async (json) => {
      const draft = await answer(route.$post({ param: { id }, json }))
      keepDraft(client, id, draft)
      return draft
    },
    edit: async (draft, json) => {
      const edited = await answer(route[':draft'].$patch({ param: { id, draft }, json }))
      keepDraft(client, id, edited)
      return edited
    },
    remove: async (draft) => {
      await done(route[':draft'].$delete({ param: { id, draft } }))
      dropDraft(client, id, draft)
    },
    isOutdated: (error) => isFailure(error, 'draft.changed') || isFailure(error, 'draft.not_found'),
    load: async (draft) => {
      const { drafts } = await client.fetchQuery({ ...conversationQuery(id), staleTime: 0 })
      return drafts.find((one) => one.id === draft) ?? null
    },
  }
}
