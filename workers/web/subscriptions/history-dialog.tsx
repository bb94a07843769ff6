import type { FetchHistory } from '@switchboard/shared-types/api/subscriptions'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LoaderCircle, RefreshCw } from 'lucide-react'
import { relative } from '../app/time.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/problem.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { refreshSubscription } from './actions.ts'
import { FetchRow } from './fetch-row.tsx'
import { HEALTH_WORDS } from './health-badge.tsx'
import { historyQuery } from './queries.ts'
import { useSubscription } from './use-subscription.ts'
import './history-dialog.css'

interface HistoryDialogProps {
  readonly id: SubscriptionId
  readonly onClose: () => void
}

/** How a feed is doing: what its last fetches brought, and when it is asked again. */
export default function HistoryDialog({ id, onClose }: HistoryDialogProps) {
  const client = useQueryClient()
  const subscription = useSubscription(id)
  const history = useQuery(historyQuery(id))
  const refresh = async (): Promise<void> => {
    await refreshSubscription(id, subscription?.title ?? 'the feed')
    await client.invalidateQueries({ queryKey: ['history', id] })
  }
  return (
    <Dialog title={subscription?.title ?? 'Feed'} size="large" onClose={onClose}>
      <div className="dialog-body stack">
        {subscription !== undefined && (
          <p className="history-now">
            <span className={`health-word is-${subscription.health}`}>
              {HEALTH_WORDS[subscription.health]}
            </span>
            {subscription.healthReason !== null && <span>{subscription.healthReason}</span>}
            <span className="history-address">{subscription.feedUrl}</span>
          </p>
        )}
        {history.isPending && <LoaderCircle aria-label="Loading" className="spinner" />}
        {history.error !== null && <Problem error={history.error} />}
        {history.data !== undefined && <Fetches history={history.data} />}
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={() => void refresh()}>
          <RefreshCw aria-hidden="true" />
          Check now
        </button>
      </div>
    </Dialog>
  )
}

function Fetches({ history }: { readonly history: FetchHistory }) {
  const now = useMinute()
  return (
    <>
      <p className="history-next">
        {history.nextPollAt === null
          ? 'It is not asked again by itself.'
          : `Asked again ${relative(history.nextPollAt, now)}.`}
        {history.unchangedSince > 0 && ` Unchanged in the last ${times(history.unchangedSince)}.`}
      </p>
      {history.fetches.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Fetches">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Outcome</th>
                <th scope="col" className="is-number">
                  New
                </th>
                <th scope="col" className="is-number">
                  Changed
                </th>
                <th scope="col" className="is-number">
                  Size
                </th>
                <th scope="col" className="is-number">
                  Took
                </th>
              </tr>
            </thead>
            <tbody>
              {history.fetches.map((fetch) => (
                <FetchRow key={fetch.at} fetch={fetch} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function times(count: number): string {
  return count === 1 ? 'check' : `${count} checks`
}
