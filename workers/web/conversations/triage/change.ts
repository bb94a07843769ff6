import type {
  ChangeConversations,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { QueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { group } from '../../app/inbox.ts'
import { say, sayProblem } from '../../ui/toasts.tsx'
import { showChanged } from '../list/cache.ts'
import { withTriage } from './with-triage.ts'

export type TriageChange = ChangeConversations['change']

/** Changes conversations here at once and at the server soon after; what the server refuses is taken back. */
export async function changeConversations(
  client: QueryClient,
  before: readonly ConversationSummary[],
  change: TriageChange,
): Promise<void> {
  if (before.length === 0) return
  showChanged(
    client,
    before.map((one) => withTriage(one, change)),
  )
  try {
    const ids = before.map(({ id }) => id)
    await answer(api.conversations.$patch({ json: { ids, change } }))
  } catch (error) {
    showChanged(client, before)
    sayProblem(error)
  }
}

/** As {@link changeConversations}, and says so with a way back. */
export async function changeWithUndo(
  client: QueryClient,
  before: readonly ConversationSummary[],
  change: TriageChange,
  said: string,
): Promise<void> {
  const many = before.length > 1 ? ` ${before.length} conversations` : ''
  say(`${said}${many}`, () => void restore(client, before))
  await changeConversations(client, before, change)
}

async function restore(client: QueryClient, before: readonly ConversationSummary[]): Promise<void> {
  for (const one of before) {
    const { archived, muted, snoozedUntil, assignee } = one
    const whose = group === null ? {} : { assignee }
    await changeConversations(client, [one], { archived, muted, snoozedUntil, ...whose })
  }
}
