import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { loadMessages, talkKey } from './queries.ts'
import { withOlder, type Talk } from './talk.ts'

/** So far back one leafs for a message that a search has found. */
const MOST_PAGES = 40

/** Loads the page before the oldest message that is there. */
export function useOlder(id: ConversationId, talk: Talk | undefined) {
  const client = useQueryClient()
  const more = useMutation({
    mutationFn: async (cursor: string) => {
      const page = await loadMessages(id, cursor)
      client.setQueryData<Talk>(talkKey(id), (known) => known && withOlder(known, page))
    },
  })
  const reach = async (no: number): Promise<boolean> => {
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const known = client.getQueryData<Talk>(talkKey(id))
      const oldest = known?.messages[0]
      if (known === undefined || oldest === undefined) return false
      if (oldest.no <= no || known.nextCursor === null) return true
      const page = await loadMessages(id, known.nextCursor)
      client.setQueryData<Talk>(talkKey(id), (now) => now && withOlder(now, page))
    }
    return false
  }
  const cursor = talk?.nextCursor ?? null
  return {
    /** Loads down to a message. @returns whether it is there; one that lies very far back is not */
    reach,
    isLoading: more.isPending,
    error: more.error,
    load: () => {
      if (cursor !== null && !more.isPending) more.mutate(cursor)
    },
  }
}
