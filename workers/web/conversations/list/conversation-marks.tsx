import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import { AlarmClock, BellOff, CircleAlert, CircleHelp, PencilLine, Reply } from 'lucide-react'
import { relative } from '../../app/time.ts'
import { AssigneeMark } from './assignee-mark.tsx'
import { PRIORITY_WORDS } from '../words.ts'

interface ConversationMarksProps {
  readonly conversation: ConversationSummary
  readonly now: number
}

/** What is to be known of a conversation at a glance; a plain one has no marks. */
export function ConversationMarks({ conversation, now }: ConversationMarksProps) {
  const { priority, priorityReason, answerExpected, draft, trouble, muted, snoozedUntil, labels, unread } =
    conversation
  return (
    <span className="marks">
      <AssigneeMark assignee={conversation.assignee} />
      {unread > 1 && <span className="mark is-count">{unread} new</span>}
      {(priority === 'urgent' || priority === 'high') && (
        <span className={`mark is-${priority}`} title={priorityReason ?? PRIORITY_WORDS[priority]}>
          {priority === 'urgent' ? 'Urgent' : 'High'}
        </span>
      )}
      {trouble === 'failed' && (
        <span className="mark is-failed" title="An answer did not arrive">
          <CircleAlert aria-hidden="true" />
          Not sent
        </span>
      )}
      {trouble === 'unknown' && (
        <span className="mark is-unknown" title="An answer may or may not have arrived">
          <CircleHelp aria-hidden="true" />
          Unsure if sent
        </span>
      )}
      {draft !== null && (
        <span className="mark" title="A draft waits for you">
          <PencilLine aria-hidden="true" />
          Draft
        </span>
      )}
      {answerExpected && (
        <span className="mark is-answer" title="Somebody waits for an answer">
          <Reply aria-hidden="true" />
          Answer
        </span>
      )}
      {snoozedUntil !== null && (
        <span className="mark" title={`Back ${relative(snoozedUntil, now)}`}>
          <AlarmClock aria-hidden="true" />
          {relative(snoozedUntil, now)}
        </span>
      )}
      {muted && (
        <span className="mark">
          <BellOff aria-hidden="true" />
          Muted
        </span>
      )}
      {labels.map((label) => (
        <span key={label} className="mark is-label">
          {label}
        </span>
      ))}
    </span>
  )
}
