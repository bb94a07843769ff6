import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { findSummary } from './queries.ts'

/**
 * The conversation as any list holds it, kept true. React runs no effect for what changes between two renders without its
 * knowledge, so the caches are subscribed to and not only read.
 */
export function useListedSummary(id: ConversationId): ConversationSummary | undefined {
  const client = useQueryClient()
  const subscribe = useCallback(
    (changed: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(changed)),
    [client],
  )
  return useSyncExternalStore(subscribe, () => findSummary(client, id))
}
