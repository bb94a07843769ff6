import type { Rule } from '@switchboard/shared-types/api/rules'
import type { PersonId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { relative } from '../app/time.ts'
import { channelsQuery } from '../channels/queries.ts'
import { nameAmong, useMembers } from '../groups/use-group.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Switch } from '../ui/switch.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { actionWords, conditionWords } from './words.ts'

interface RuleLineProps {
  readonly rule: Rule
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
  readonly onSwitch: (enabled: boolean) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** A rule in words, with what it has done so far. */
export function RuleLine({ rule, isFirst, isLast, onMove, onSwitch, onEdit, onRemove }: RuleLineProps) {
  const { data: channels = [] } = useQuery(channelsQuery)
  const members = useMembers()
  const nameOf = (person: PersonId): string => nameAmong(members, person)
  const now = useMinute()
  const { name, enabled, when, actions, stop, matched, lastMatchedAt } = rule
  return (
    <li className="rule-line" data-on={enabled} aria-label={name}>
      <Switch label={`Ask ${name}`} checked={enabled} onSwitch={onSwitch} />
      <div className="rule-what">
        <p>
          <strong>{name}</strong>
        </p>
        <p>
          Messages {conditionWords(when, channels).join(', ')}:{' '}
          {actions.map((action) => actionWords(action, nameOf)).join(', ')}
          {stop && ', and ask no further rule'}.
        </p>
        <small>
          {matched === 0
            ? 'Has not matched yet'
            : `Matched ${matched} ${matched === 1 ? 'time' : 'times'}${lastMatchedAt === null ? '' : `, last ${relative(lastMatchedAt, now)}`}`}
        </small>
      </div>
      <div className="rule-acts">
        <IconButton
          icon={ArrowUp}
          label={`Ask ${name} earlier`}
          disabled={isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={`Ask ${name} later`}
          disabled={isLast}
          onClick={() => onMove(1)}
        />
        <IconButton icon={Pencil} label={`Change ${name}`} onClick={onEdit} />
        <IconButton icon={Trash2} label={`Remove ${name}`} onClick={onRemove} />
      </div>
    </li>
  )
}
