import type { PersonId } from '@switchboard/shared-types/ids'
import { UserRoundX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe, useMembers } from '../../groups/use-group.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Face } from '../../ui/face.tsx'
import type { Triage } from './use-triage.ts'
import './triage.css'

/** Says whose conversations are to deal with: mine, another member's, or nobody's. */
export default function AssignDialog({ triage }: { readonly triage: Triage }) {
  const me = useMe()
  const members = useMembers()
  const [first] = triage.targets()
  const now = first?.assignee ?? null
  const others = members.filter(({ person }) => person !== me)
  const mine = members.filter(({ person }) => person === me)
  return (
    <Dialog title="Assign to" size="small" onClose={triage.closeDialog}>
      <div className="dialog-body">
        <ul className="time-presets assignees">
          {[...mine, ...others].map(({ person, name, email }, index) => (
            <li key={person}>
              <Choice person={person} now={now} isFirst={index === 0} onChoose={triage.assign}>
                <Face name={name} seed={person} />
                <span>
                  {person === me ? 'Me' : name}
                  <small>{email}</small>
                </span>
              </Choice>
            </li>
          ))}
          <li>
            <Choice person={null} now={now} isFirst={false} onChoose={triage.assign}>
              <UserRoundX aria-hidden="true" />
              <span>Nobody</span>
            </Choice>
          </li>
        </ul>
      </div>
    </Dialog>
  )
}

interface ChoiceProps {
  readonly person: PersonId | null
  readonly now: PersonId | null
  readonly isFirst: boolean
  readonly onChoose: (person: PersonId | null) => void
  readonly children: ReactNode
}

function Choice({ person, now, isFirst, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      autoFocus={now === null ? isFirst : person === now}
      aria-pressed={person === now}
      onClick={() => onChoose(person)}
    >
      {children}
    </button>
  )
}
