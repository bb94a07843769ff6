import { useNavigate, useSearch } from '@tanstack/react-router'
import { ReceiptText, RotateCw, SearchX } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NewPill } from '../../ui/new-pill.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import { readCallsSearch } from '../address.ts'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { CallDialog } from './call-dialog.tsx'
import { CallFilters } from './call-filters.tsx'
import { CallRow } from './call-row.tsx'
import { filterOf } from './filter.ts'
import { useCallList } from './use-call-list.ts'
import './calls-part.css'

/** The ledger: every call that an agent has made. */
export function CallsPart() {
  const { call, ...search } = readCallsSearch(useSearch({ strict: false }))
  const { place } = useModelRouter()
  const to = `${place}/calls` as const
  const navigate = useNavigate()
  const [cleared, setCleared] = useState(0)
  const { token, model, status, since, day } = search
  const filter = useMemo(
    () =>
      filterOf(
        {
          ...(token === undefined ? {} : { token }),
          ...(model === undefined ? {} : { model }),
          ...(status === undefined ? {} : { status }),
          ...(since === undefined ? {} : { since }),
          ...(day === undefined ? {} : { day }),
        },
        Date.now(),
      ),
    [token, model, status, since, day],
  )
  const list = useCallList(filter)
  const clear = (): void => {
    setCleared(cleared + 1)
    void navigate({ to, search: {}, replace: true })
  }
  return (
    <section className="panel" aria-label="Calls">
      <div className="call-head">
        <CallFilters key={cleared} search={search} />
        <IconButton
          icon={RotateCw}
          label="Reload the list"
          className={list.isReloading ? 'is-turning' : ''}
          onClick={list.reload}
        />
      </div>
      <div className="call-list">
        <NewPill count={list.fresh} onShow={list.takeIn} />
        <CallList list={list} isFiltered={Object.keys(filter).length > 0} onClear={clear} />
      </div>
      {call !== undefined && (
        <CallDialog
          id={call}
          onClose={() => void navigate({ to, search, replace: true, resetScroll: false })}
        />
      )}
    </section>
  )
}

interface CallListProps {
  readonly list: ReturnType<typeof useCallList>
  readonly isFiltered: boolean
  readonly onClear: () => void
}

function CallList({ list, isFiltered, onClear }: CallListProps) {
  const now = useMinute()
  if (list.isLoading) return <Waiting />
  if (list.calls.length === 0 && list.error === null) {
    return isFiltered ? (
      <Empty icon={SearchX} title="No call fits">
        <button type="button" className="button" onClick={onClear}>
          Show all calls
        </button>
      </Empty>
    ) : (
      <Empty icon={ReceiptText} title="No calls yet">
        <p>Every model call is noted here: where it went, why, what it used and cost.</p>
      </Empty>
    )
  }
  return (
    <>
      <ol className="calls">
        {list.calls.map((call) => (
          <CallRow key={call.id} call={call} now={now} />
        ))}
      </ol>
      {list.error !== null && <Problem error={list.error} />}
      {list.hasMore && (
        <More isLoading={list.isLoadingMore} hasFailed={list.error !== null} onMore={list.loadMore} />
      )}
    </>
  )
}

interface MoreProps {
  readonly isLoading: boolean
  readonly hasFailed: boolean
  readonly onMore: () => void
}

/** The end of what is loaded: it loads more by itself when it comes into sight, and when it is pressed. */
function More({ isLoading, hasFailed, onMore }: MoreProps) {
  const place = useRef<HTMLButtonElement>(null)
  const seen = useEffectEvent((isSeen: boolean) => {
    if (isSeen && !isLoading && !hasFailed) onMore()
  })
  useEffect(() => {
    if (place.current === null) return
    const watcher = new IntersectionObserver(([entry]) => seen(entry?.isIntersecting === true), {
      rootMargin: '400px',
    })
    watcher.observe(place.current)
    return () => watcher.disconnect()
    // A page that is shorter than the screen leaves the button in sight: it is looked at again after each.
  }, [isLoading])
  return (
    <button ref={place} type="button" className="button" disabled={isLoading} onClick={onMore}>
      {isLoading ? 'Loading…' : 'Load more'}
    </button>
  )
}
