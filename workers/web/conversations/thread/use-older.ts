import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { loadMessages, talkKey } from './queries.ts'
import { withOlder, type Talk } from './talk.ts'

/** Loads the page before the oldest message that is there. */
export function useOlder(id: ConversationId, talk: Talk | undefined) {
  const client = useQueryClient()
  const more = useMutation({
    mutationFn: async (cursor: string) => {
      const page = await loadMessages(id, cursor)
      client.setQueryData<Talk>(talkKey(id), (known) => known && withOlder(known, page))
    },
  })
  const cursor = talk?.nextCursor ?? null
  return {
    isLoading: more.isPending,
    error: more.error,
    load: () => {
      if (cursor !== null && !more.isPending) more.mutate(cursor)
    },
  }
}
