import type { ConversationId } from '@switchboard/shared-types/ids'
import { MessagesSquare } from 'lucide-react'
import { Empty } from '../../ui/empty.tsx'
import type { Triage } from '../triage/use-triage.ts'
import { Thread } from './thread.tsx'
import './thread.css'

interface ThreadPaneProps {
  readonly id: ConversationId | undefined
  readonly triage: Triage
}

export function ThreadPane({ id, triage }: ThreadPaneProps) {
  return (
    <section className="reader-pane thread-pane" aria-label="Conversation">
      {id === undefined ? (
        <Empty icon={MessagesSquare} title="Pick a conversation">
          <p>
            <kbd>j</kbd> and <kbd>k</kbd> go through the list, <kbd>x</kbd> selects, <kbd>?</kbd> shows every
            key.
          </p>
        </Empty>
      ) : (
        <Thread key={id} id={id} triage={triage} />
      )}
    </section>
  )
}
