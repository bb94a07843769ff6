import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { answer, api } from '../../app/api.ts'
import { sayProblem, say } from '../../ui/toasts.tsx'
import { dropDraft, keepMessage } from '../thread/queries.ts'
import { useTakeBack } from '../thread/use-take-back.ts'
import { shortTime } from '../triage/times.ts'
import type { DraftKeeper } from './draft-keeper.ts'

/** Lets the draft leave, now or at a time. A double click is one message: it is one approval of one revision. */
export function useApprove(id: ConversationId, keeper: DraftKeeper) {
  const client = useQueryClient()
  const takeBack = useTakeBack(id)
  const keys = useRef(new Map<string, string>())
  const keyOf = (revision: string): string => {
    const key = keys.current.get(revision) ?? crypto.randomUUID()
    keys.current.set(revision, key)
    return key
  }
  return useMutation({
    mutationFn: async (sendAt: Date | null) => {
      const draft = await keeper.settle()
      if (draft === null) return
      const { id: draftId, revision } = draft
      const message = await answer(
        api.conversations[':id'].drafts[':draft'].approve.$post({
          param: { id, draft: draftId },
          json: {
            revision,
            key: keyOf(`${draftId} ${revision} ${sendAt?.toISOString() ?? ''}`),
            ...(sendAt === null ? {} : { sendAt: sendAt.toISOString() }),
          },
        }),
      )
      keeper.clear()
      dropDraft(client, id, draftId)
      keepMessage(client, message)
      say(sendAt === null ? 'Approved' : `Leaves ${shortTime(sendAt)}`, () => void takeBack(message.id))
    },
    onError: sayProblem,
  })
}
