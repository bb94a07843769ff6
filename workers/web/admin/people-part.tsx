import type { PersonRow } from '@switchboard/shared-types/api/admin'
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Info, LockKeyhole, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { accountQuery } from '../account/queries.ts'
import { answer, api, done } from '../app/api.ts'
import { fullTime, relative } from '../app/time.ts'
import { Menu, type MenuChoice } from '../ui/menu.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { DeletePersonDialog } from './delete-person-dialog.tsx'
import { Paged } from './paged.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { SearchLine } from './search-line.tsx'
import { useAct } from '../ui/use-act.ts'
import { pageOf, usePages } from './use-pages.ts'

type Shown = { readonly dialog: 'details' | 'delete'; readonly person: PersonRow }

export function PeoplePart() {
  const [q, setQ] = useState('')
  const [shown, setShown] = useState<Shown | null>(null)
  const now = useMinute()
  const pages = usePages(['people', q], (cursor) =>
    answer(api.admin.people.$get({ query: { ...pageOf(cursor), ...(q === '' ? {} : { q }) } })),
  )
  const people = pages.pages.flatMap((page) => page.people)
  return (
    <section className="panel">
      <SearchLine label="Search by name or e-mail" onSearch={setQ} />
      <Paged
        label="People"
        pages={pages}
        isEmpty={people.length === 0}
        empty="Nobody is called that."
        head={['Name', 'Role', 'Status', 'Joined', 'Last seen', '']}
      >
        {people.map((person) => (
          <tr key={person.id}>
            <td>
              {person.name}
              <small>{person.email}</small>
            </td>
            <td>{person.role}</td>
            <td>
              <span className={`health-word is-${person.status}`}>{person.status}</span>
            </td>
            <td>{fullTime(person.createdAt)}</td>
            <td>{person.lastSeenAt === null ? 'never' : relative(person.lastSeenAt, now)}</td>
            <td>
              <PersonMenu person={person} onShow={setShown} />
            </td>
          </tr>
        ))}
      </Paged>
      {shown?.dialog === 'details' && <PersonDialog id={shown.person.id} onClose={() => setShown(null)} />}
      {shown?.dialog === 'delete' && (
        <DeletePersonDialog person={shown.person} onClose={() => setShown(null)} />
      )}
    </section>
  )
}

interface PersonMenuProps {
  readonly person: PersonRow
  readonly onShow: (shown: Shown) => void
}

function PersonMenu({ person, onShow }: PersonMenuProps) {
  const act = useAct('admin')
  const { data: me } = useQuery(accountQuery)
  const param = { id: person.id }
  const details: MenuChoice = {
    icon: Info,
    text: 'Details',
    onChoose: () => onShow({ dialog: 'details', person }),
  }
  const suspend: MenuChoice = {
    icon: LockKeyhole,
    text: 'Suspend',
    onChoose: () => void act(() => done(api.admin.people[':id'].suspend.$post({ param })), 'Suspended'),
  }
  const restore: MenuChoice = {
    icon: Undo2,
    text: 'Restore',
    onChoose: () => void act(() => done(api.admin.people[':id'].restore.$post({ param })), 'Restored'),
  }
  const remove: MenuChoice = {
    icon: Trash2,
    text: 'Delete',
    danger: true,
    onChoose: () => onShow({ dialog: 'delete', person }),
  }
  const byStatus = { active: [suspend], suspended: [restore], deleting: [] }[person.status]
  // Nobody locks themselves out by a slip of the hand.
  const choices = me?.id === person.id ? [details] : [details, ...byStatus, remove]
  return (
    <Menu label={`More about ${person.name}`} button={<Ellipsis aria-hidden="true" />} choices={choices} />
  )
}
