import type { PersonId } from '@switchboard/shared-types/ids'
import { nameAmong, useMe, useMembers } from '../../groups/use-group.ts'
import { Face } from '../../ui/face.tsx'

/** Whose a conversation is to deal with; nobody's has no mark. */
export function AssigneeMark({ assignee }: { readonly assignee: PersonId | null }) {
  const members = useMembers()
  const me = useMe()
  if (assignee === null) return null
  const name = nameAmong(members, assignee)
  return (
    <span className={`mark${assignee === me ? ' is-answer' : ''}`} title={`Assigned to ${name}`}>
      <Face name={name} seed={assignee} />
      <span className="hidden-visually">Assigned to </span>
      {assignee === me ? 'You' : name}
    </span>
  )
}
