import { Link } from '@tanstack/react-router'
import { nameAmong, useMe, useMembers } from '../../groups/use-group.ts'
import type { ConversationSearch } from '../address.ts'
import type { ListQuery } from './list.ts'

type Assignee = ConversationSearch['assignee']

/** In a group: everybody's conversations, mine, or those that nobody has taken. */
export function AssigneeSwitch({ query: { assignee } }: { readonly query: ListQuery }) {
  const me = useMe()
  const members = useMembers()
  const another = assignee === undefined || assignee === 'none' || assignee === me ? undefined : assignee
  const choices: readonly { readonly value: Assignee; readonly text: string }[] = [
    { value: undefined, text: 'All' },
    { value: 'me', text: 'Mine' },
    { value: 'none', text: 'Unassigned' },
    ...(another === undefined ? [] : [{ value: another, text: nameAmong(members, another) }]),
  ]
  const here = assignee !== undefined && assignee === me ? 'me' : assignee
  return (
    <div className="view-switch inbox-switch" role="group" aria-label="Whose conversations">
      {choices.map(({ value, text }) => (
        <Link
          key={text}
          from="/conversations"
          to="."
          search={({ assignee: _, conversation: __, ...now }) =>
            value === undefined ? now : { ...now, assignee: value }
          }
          replace
          activeProps={{}}
          aria-current={here === value ? 'true' : undefined}
          data-here={here === value}
        >
          {text}
        </Link>
      ))}
    </div>
  )
}
