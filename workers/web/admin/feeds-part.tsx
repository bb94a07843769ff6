import type { FeedRow } from '@switchboard/shared-types/api/admin'
import { FeedHealth } from '@switchboard/shared-types/api/subscriptions'
import { Ellipsis, Pause, Play, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { answer, api, done } from '../app/api.ts'
import { relative } from '../app/time.ts'
import { HEALTH_WORDS } from '../subscriptions/health-badge.tsx'
import { Menu, type MenuChoice } from '../ui/menu.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { Paged } from './paged.tsx'
import { SearchLine } from './search-line.tsx'
import { useAct } from '../ui/use-act.ts'
import { pageOf, usePages } from './use-pages.ts'

export function FeedsPart() {
  const [q, setQ] = useState('')
  const [health, setHealth] = useState<FeedHealth | undefined>()
  const now = useMinute()
  const pages = usePages(['feeds', q, health], (cursor) =>
    answer(
      api.admin.feeds.$get({
        query: {
          ...pageOf(cursor),
          ...(q === '' ? {} : { q }),
          ...(health === undefined ? {} : { health }),
        },
      }),
    ),
  )
  const feeds = pages.pages.flatMap((page) => page.feeds)
  return (
    <section className="panel">
      <SearchLine label="Search by title or address" onSearch={setQ}>
        <select
          className="input"
          aria-label="Health"
          value={health ?? ''}
          onChange={(event) => setHealth(FeedHealth.safeParse(event.target.value).data)}
        >
          <option value="">Any health</option>
          {FeedHealth.options.map((one) => (
            <option key={one} value={one}>
              {HEALTH_WORDS[one]}
            </option>
          ))}
        </select>
      </SearchLine>
      <Paged
        label="Feeds"
        pages={pages}
        isEmpty={feeds.length === 0}
        empty="No feed fits. Feeds appear here once somebody follows them."
        head={['Feed', 'Health', 'Followers', 'Reported', '']}
      >
        {feeds.map((feed) => (
          <tr key={feed.id}>
            <td>
              {feed.title ?? feed.url}
              <small className="is-address">{feed.url}</small>
            </td>
            <td>
              <span className={`health-word is-${feed.health}`}>{HEALTH_WORDS[feed.health]}</span>
              {feed.reason !== null && <small>{feed.reason}</small>}
            </td>
            <td>{feed.subscribers}</td>
            <td>{relative(feed.reportedAt, now)}</td>
            <td>
              <FeedMenu feed={feed} />
            </td>
          </tr>
        ))}
      </Paged>
    </section>
  )
}

function FeedMenu({ feed }: { readonly feed: FeedRow }) {
  const act = useAct('admin')
  const param = { id: feed.id }
  const refetch: MenuChoice = {
    icon: RefreshCw,
    text: 'Fetch now',
    onChoose: () => void act(() => done(api.admin.feeds[':id'].refetch.$post({ param })), 'Fetched'),
  }
  const resume: MenuChoice = {
    icon: Play,
    text: 'Resume',
    onChoose: () => void act(() => done(api.admin.feeds[':id'].resume.$post({ param })), 'Resumed'),
  }
  const pause: MenuChoice = {
    icon: Pause,
    text: 'Pause',
    onChoose: () => void act(() => done(api.admin.feeds[':id'].pause.$post({ param })), 'Paused'),
  }
  return (
    <Menu
      label={`More about ${feed.title ?? feed.url}`}
      button={<Ellipsis aria-hidden="true" />}
      choices={[refetch, feed.health === 'paused' ? resume : pause]}
    />
  )
}
