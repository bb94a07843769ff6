import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Check, ChevronsUpDown, Inbox, Settings2, Users } from 'lucide-react'
import { group } from '../app/inbox.ts'
import { addressIn } from '../app/inbox-address.ts'
import { Menu, type MenuChoice } from '../ui/menu.tsx'
import { groupsQuery } from './queries.ts'
import './inbox-menu.css'

/** Whose inbox is shown, and the way to the others; not there for somebody who belongs to no group. */
export function InboxMenu() {
  const navigate = useNavigate()
  const { data: groups } = useQuery(groupsQuery)
  if (groups === undefined || (groups.length === 0 && group === null)) return null
  const here = groups.find(({ id }) => id === group)
  const inboxes = [{ id: null, name: 'My inbox' }, ...groups]
  const choices: MenuChoice[] = [
    ...inboxes.map(({ id, name }) => ({
      icon: id === group ? Check : id === null ? Inbox : Users,
      text: name,
      onChoose: () => {
        if (id !== group) globalThis.location.assign(addressIn(id, '/'))
      },
    })),
    { icon: Settings2, text: 'Groups', onChoose: () => void navigate({ to: '/groups' }) },
  ]
  const name = here?.name ?? (group === null ? 'My inbox' : 'A group')
  const Icon = group === null ? Inbox : Users
  return (
    <div className="inbox-menu">
      <Menu
        label={`Inbox: ${name}. Change it`}
        className="inbox-menu-button"
        button={
          <>
            <Icon aria-hidden="true" />
            <span className="sidebar-title">{name}</span>
            <ChevronsUpDown aria-hidden="true" />
          </>
        }
        choices={choices}
      />
      {group !== null && (
        <Link to="/members" className="icon-button" title="Members of this group">
          <Users aria-hidden="true" />
          <span className="hidden-visually">Members of this group</span>
        </Link>
      )}
    </div>
  )
}
