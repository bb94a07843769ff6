import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { api, done } from '../../app/api.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { sayProblem } from '../../ui/toasts.tsx'
import { dropDraft } from '../thread/queries.ts'
import type { DraftKeeper } from './draft-keeper.ts'

interface OtherDraftsProps {
  readonly conversation: ConversationId
  readonly drafts: readonly Draft[]
  readonly keeper: DraftKeeper
}

const ORIGIN_WORDS: Record<Draft['origin'], string> = {
  person: 'Another draft',
  model: 'A model suggests',
  rule: 'A rule suggests',
  agent: 'An agent suggests',
}

/** Agents have names, which their person gave to their tokens. */
function originWords({ origin, agent }: Draft): string {
  return agent === null ? ORIGIN_WORDS[origin] : `${agent.name} suggests`
}

/** Drafts beside the one that is open: to go on with, or to throw away. */
export function OtherDrafts({ conversation, drafts, keeper }: OtherDraftsProps) {
  const client = useQueryClient()
  const open = async (draft: Draft): Promise<void> => {
    await keeper.settle().catch(sayProblem)
    keeper.open(draft)
  }
  const drop = async (draft: Draft): Promise<void> => {
    try {
      await done(
        api.conversations[':id'].drafts[':draft'].$delete({ param: { id: conversation, draft: draft.id } }),
      )
      dropDraft(client, conversation, draft.id)
    } catch (error) {
      sayProblem(error)
    }
  }
  if (drafts.length === 0) return null
  return (
    <ul className="other-drafts" aria-label="Other drafts">
      {drafts.map((draft) => (
        <li key={draft.id}>
          <strong>{originWords(draft)}</strong>
          <span>{draft.text.slice(0, 160)}</span>
          <button type="button" className="text-button" onClick={() => void open(draft)}>
            Use it
          </button>
          <IconButton icon={X} label="Throw this draft away" onClick={() => void drop(draft)} />
        </li>
      ))}
    </ul>
  )
}
