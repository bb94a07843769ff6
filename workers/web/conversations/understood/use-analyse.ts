import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { sayProblem } from '../../ui/toasts.tsx'
import { conversationKey } from '../thread/queries.ts'

/** Has a conversation understood now, instead of when it falls quiet. */
export function useAnalyse(id: ConversationId) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer(api.conversations[':id'].analysis.$post({ param: { id } })),
    onSuccess: () => client.invalidateQueries({ queryKey: conversationKey(id) }),
    onError: sayProblem,
  })
}
