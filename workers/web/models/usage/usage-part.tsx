import type { UsageReport } from '@switchboard/shared-types/api/router/calls'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ChartColumn, Download } from 'lucide-react'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import { readUsageSearch } from '../address.ts'
import { tokensIn } from '../calls/words.ts'
import { counted, full, short } from '../format.ts'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { Breakdown } from './breakdown.tsx'
import { costWords, unpricedWords } from './cost.ts'
import { DayPanel } from './day-panel.tsx'
import { atMostOffered, lastDays, type Days } from './days.ts'
import { csvAddress, usageQuery } from './queries.ts'
import { RangePicker } from './range-picker.tsx'
import './usage.css'

const USUAL_DAYS = 30

/** What was used and what it cost, in a range of days. */
export function UsagePart() {
  const router = useModelRouter()
  const { from, until, days: count } = readUsageSearch(useSearch({ strict: false }))
  const now = useMinute()
  const days: Days =
    from === undefined || until === undefined
      ? lastDays(count ?? USUAL_DAYS, now)
      : atMostOffered({ from, until })
  const { data: report, error } = useQuery(usageQuery(router, { ...days, by: 'day' }))
  return (
    <>
      <div className="part-head">
        <RangePicker days={days} isOwn={from !== undefined} />
        <a className="button" href={csvAddress(router, { ...days, by: 'day' })} download>
          <Download aria-hidden="true" />
          CSV by day
        </a>
      </div>
      {error !== null && <Problem error={error} />}
      {report === undefined && error === null && <Waiting />}
      {report !== undefined && (
        <>
          <Totals report={report} />
          {report.total.calls === 0 ? (
            <section className="panel">
              <Empty icon={ChartColumn} title="No calls in these days">
                <p>As soon as a model is called, this shows what that uses and costs.</p>
              </Empty>
            </section>
          ) : (
            <>
              <DayPanel days={days} report={report} />
              <Breakdown days={days} />
            </>
          )}
        </>
      )}
    </>
  )
}

function Totals({ report: { total } }: { readonly report: UsageReport }) {
  const { usage } = total
  const all = tokensIn(usage)
  return (
    <section className="panel" aria-label="Sums">
      <dl className="figures">
        <div>
          <dt>Cost</dt>
          <dd>{costWords(total)}</dd>
          <dd className="figure-note">{unpricedWords(total) || 'all prices are known'}</dd>
        </div>
        <div>
          <dt>Calls</dt>
          <dd>{full(total.calls)}</dd>
          <dd className="figure-note">
            {total.failed === 0 ? 'none failed' : `${full(total.failed)} failed`}
          </dd>
        </div>
        <div>
          <dt>Tokens in</dt>
          <dd title={counted(all, 'token')}>{short(all)}</dd>
          <dd className="figure-note">
            {all === 0
              ? '\u00A0'
              : `${Math.round((usage.cacheRead / all) * 100)} % from the provider’s cache`}
          </dd>
        </div>
        <div>
          <dt>Tokens out</dt>
          <dd title={counted(usage.output, 'token')}>{short(usage.output)}</dd>
          <dd className="figure-note">
            {usage.reasoning === 0 ? '\u00A0' : `${short(usage.reasoning)} of them reasoning`}
          </dd>
        </div>
      </dl>
    </section>
  )
}
