import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import { UserRoundPlus } from 'lucide-react'
import { fullTime, relative } from '../../app/time.ts'
import { nameAmong, useMembers, useNames } from '../../groups/use-group.ts'
import { Face } from '../../ui/face.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import type { Triage } from '../triage/use-triage.ts'

interface AssigneeButtonProps {
  readonly summary: ConversationSummary
  readonly triage: Triage
}

/** Whose the open conversation is, and the way to give it to somebody. */
export function AssigneeButton({ summary: { assignee }, triage }: AssigneeButtonProps) {
  const members = useMembers()
  const ask = (): void => triage.ask('assign')
  if (assignee === null) {
    return <IconButton icon={UserRoundPlus} label="Assign to…" shortcut="t" onClick={ask} />
  }
  const name = nameAmong(members, assignee)
  const label = `Assigned to ${name}: change`
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-keyshortcuts="t"
      title={`${label} (t)`}
      onClick={ask}
    >
      <Face name={name} seed={assignee} />
    </button>
  )
}

/** Who has the open conversation, since when, and by whom. */
export function AssigneeWords({ summary }: Pick<AssigneeButtonProps, 'summary'>) {
  const nameOf = useNames()
  const now = useMinute()
  const { assignee, assignedBy, assignedAt } = summary
  if (assignee === null) return null
  const whose = nameOf(assignee) === 'You' ? 'Yours' : nameOf(assignee)
  const by =
    assignedBy === null ? 'by a rule' : `by ${nameOf(assignedBy) === 'You' ? 'you' : nameOf(assignedBy)}`
  const isTaken = assignedBy === assignee
  return (
    <span className="mark assignee-words" title={assignedAt === null ? undefined : fullTime(assignedAt)}>
      {whose}
      {!isTaken && assignedAt !== null && ` · ${by}`}
      {assignedAt !== null && `, ${relative(assignedAt, now)}`}
    </span>
  )
}
