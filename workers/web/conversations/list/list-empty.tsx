import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AlarmClock, Archive, CircleCheck, MessagesSquare, Plug, SearchX } from 'lucide-react'
import { channelsQuery } from '../../channels/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import type { ListQuery } from './list.ts'

/** Why a list is empty, and what would fill it. */
export function ListEmpty({ query }: { readonly query: ListQuery }) {
  const { data: channels } = useQuery(channelsQuery)
  if (query.q !== undefined) {
    return (
      <Empty icon={SearchX} title="Nothing found">
        <p>Every word has to occur in the title, the people, the summary or the newest messages.</p>
      </Empty>
    )
  }
  if (channels?.length === 0) return <FirstSteps />
  switch (query.view) {
    case 'unread':
      return (
        <Empty icon={CircleCheck} title="All read">
          <p>What people write to you appears here the moment it arrives.</p>
        </Empty>
      )
    case 'answer':
      return (
        <Empty icon={CircleCheck} title="Nobody waits for you">
          <p>Conversations in which somebody expects an answer gather here.</p>
        </Empty>
      )
    case 'snoozed':
      return (
        <Empty icon={AlarmClock} title="Nothing snoozed">
          <p>
            Press <kbd>s</kbd> on a conversation to have it back when it suits you, or when somebody writes.
          </p>
        </Empty>
      )
    case 'archived':
      return (
        <Empty icon={Archive} title="The archive is empty">
          <p>
            Press <kbd>e</kbd> on a conversation that is done.
          </p>
        </Empty>
      )
    case 'open':
    case 'all':
      return (
        <Empty icon={MessagesSquare} title="Nothing here yet">
          <p>What people write to your channels appears here by itself.</p>
        </Empty>
      )
  }
}

function FirstSteps() {
  return (
    <Empty icon={Plug} title="Connect a channel">
      <p>
        Telegram, e-mail, Slack and others come together here, with an answer that leaves only when you say
        so.
      </p>
      <Link to="/channels" className="button is-primary">
        Connect a channel
      </Link>
    </Empty>
  )
}
