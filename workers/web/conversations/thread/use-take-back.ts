import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { say, sayProblem } from '../../ui/toasts.tsx'
import { keepDraft, talkKey } from './queries.ts'
import { withoutMessages, type Talk } from './talk.ts'

/** @returns what takes an approved answer back before it leaves: it is a draft again */
export function useTakeBack(id: ConversationId): (message: MessageId) => Promise<void> {
  const client = useQueryClient()
  return async (message) => {
    try {
      const draft = await answer(
        api.conversations[':id'].messages[':message'].undo.$post({ param: { id, message } }),
      )
      client.setQueryData<Talk>(talkKey(id), (talk) => talk && withoutMessages(talk, [message]))
      keepDraft(client, id, draft)
      say('Taken back: it is a draft again')
    } catch (error) {
      sayProblem(error)
    }
  }
}
