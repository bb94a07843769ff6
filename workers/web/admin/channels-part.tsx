import { ChannelHealth, type ChannelRow } from '@switchboard/shared-types/api/admin'
import { PersonId } from '@switchboard/shared-types/ids'
import { Ellipsis, Info, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { answer, api, done } from '../app/api.ts'
import { relative } from '../app/time.ts'
import { KIND_WORDS, STATE_WORDS } from '../channels/kinds.ts'
import { Menu, type MenuChoice } from '../ui/menu.tsx'
import { useAct } from '../ui/use-act.ts'
import { useMinute } from '../ui/use-minute.ts'
import { Paged } from './paged.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { SearchLine } from './search-line.tsx'
import { pageOf, usePages } from './use-pages.ts'

const WORDS: Record<ChannelHealth, string> = {
  ...STATE_WORDS,
  authorising: 'Waits at the platform',
  disconnected: 'Disconnected',
}
const LOOKS: Record<ChannelHealth, string> = {
  authorising: 'paused',
  connected: 'ok',
  failing: 'failing',
  unauthorised: 'gone',
  paused: 'paused',
  disconnecting: 'paused',
  disconnected: 'paused',
}

export function ChannelsPart() {
  const [q, setQ] = useState('')
  const [health, setHealth] = useState<ChannelHealth | undefined>()
  const [owner, setOwner] = useState<PersonId | null>(null)
  const pages = usePages(['channels', q, health], (cursor) =>
    answer(
      api.admin.channels.$get({
        query: {
          ...pageOf(cursor),
          ...(q === '' ? {} : { q }),
          ...(health === undefined ? {} : { health }),
        },
      }),
    ),
  )
  const channels = pages.pages.flatMap((page) => page.channels)
  return (
    <section className="panel">
      <p className="panel-lead is-first">
        Accounts that people have connected. What they call them, and what is written, stays theirs.
      </p>
      <SearchLine label="Search by platform, owner, id or reason" onSearch={setQ}>
        <HealthChoice health={health} onChoose={setHealth} />
      </SearchLine>
      <Paged
        label="Channels"
        pages={pages}
        isEmpty={channels.length === 0}
        empty="No channel fits. Channels appear here once somebody connects an account."
        head={['Channel and owner', 'Health', 'Last event', 'Reported', '']}
      >
        {channels.map((channel) => (
          <Line key={channel.id} channel={channel} onOwner={setOwner} />
        ))}
      </Paged>
      {owner !== null && <PersonDialog id={owner} onClose={() => setOwner(null)} />}
    </section>
  )
}

interface HealthChoiceProps {
  readonly health: ChannelHealth | undefined
  readonly onChoose: (health: ChannelHealth | undefined) => void
}

function HealthChoice({ health, onChoose }: HealthChoiceProps) {
  return (
    <select
      className="input"
      aria-label="Health"
      value={health ?? ''}
      onChange={(event) => onChoose(ChannelHealth.safeParse(event.target.value).data)}
    >
      <option value="">Any health</option>
      {ChannelHealth.options.map((one) => (
        <option key={one} value={one}>
          {WORDS[one]}
        </option>
      ))}
    </select>
  )
}

interface LineProps {
  readonly channel: ChannelRow
  readonly onOwner: (owner: PersonId) => void
}

function Line({ channel, onOwner }: LineProps) {
  const now = useMinute()
  const { id, kind, health, reason, owner, lastEventAt, reportedAt } = channel
  return (
    <tr>
      <td>
        {KIND_WORDS[kind]}
        <small className="is-id">{id}</small>
        <small className="is-id">{owner}</small>
      </td>
      <td>
        <span className={`health-word is-${LOOKS[health]}`}>{WORDS[health]}</span>
        {reason !== null && <small>{reason}</small>}
      </td>
      <td>{lastEventAt === null ? 'none yet' : relative(lastEventAt, now)}</td>
      <td>{relative(reportedAt, now)}</td>
      <td>
        <ChannelMenu channel={channel} onOwner={onOwner} />
      </td>
    </tr>
  )
}

function ChannelMenu({ channel: { id, kind, owner, health }, onOwner }: LineProps) {
  const act = useAct('admin')
  const param = { id }
  const person = PersonId.safeParse(owner.replace(/^inb_/, 'per_')).data
  const about: MenuChoice[] =
    person === undefined ? [] : [{ icon: Info, text: 'About the owner', onChoose: () => onOwner(person) }]
  const resume: MenuChoice = {
    icon: Play,
    text: 'Resume',
    onChoose: () => void act(() => done(api.admin.channels[':id'].resume.$post({ param })), 'Resumed'),
  }
  const pause: MenuChoice = {
    icon: Pause,
    text: 'Pause',
    onChoose: () => void act(() => done(api.admin.channels[':id'].pause.$post({ param })), 'Paused'),
  }
  const isLeaving = health === 'disconnecting' || health === 'disconnected'
  const pausing = health === 'paused' ? [resume] : [pause]
  return (
    <Menu
      label={`More about ${KIND_WORDS[kind]} ${id}`}
      button={<Ellipsis aria-hidden="true" />}
      choices={[...about, ...(isLeaving ? [] : pausing)]}
    />
  )
}
