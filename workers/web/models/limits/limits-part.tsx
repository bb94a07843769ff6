import type { Limit } from '@switchboard/shared-types/api/router/limits'
import { useQuery } from '@tanstack/react-query'
import { Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { AddLimitDialog } from './add-limit-dialog.tsx'
import { LimitLine } from './limit-line.tsx'
import { LiftLimitDialog } from './lift-limit-dialog.tsx'
import './limits.css'

export function LimitsPart() {
  const router = useModelRouter()
  const { data: limits, error } = useQuery({ ...router.queries.limits, refetchInterval: 30_000 })
  const [isAdding, setAdding] = useState(false)
  const [lifted, setLifted] = useState<Limit | null>(null)
  const now = useMinute()
  const addButton = (
    <button type="button" className="button is-primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      Set a limit
    </button>
  )
  return (
    <section className="panel" aria-label="Limits">
      {error !== null && <Problem error={error} />}
      {limits === undefined && error === null && <Waiting />}
      {limits?.length === 0 && (
        <Empty icon={Gauge} title="No limits yet">
          <p>A budget for the month keeps what runs in circles from becoming expensive.</p>
          {addButton}
        </Empty>
      )}
      {limits !== undefined && limits.length > 0 && (
        <>
          <div className="panel-head">
            <p className="is-soft">
              What a call may use is set aside before it is made: many at once do not overrun a limit
              together.
            </p>
            {addButton}
          </div>
          <ul className="limits">
            {limits.map((limit) => (
              <LimitLine key={limit.id} limit={limit} now={now} onLift={() => setLifted(limit)} />
            ))}
          </ul>
        </>
      )}
      {isAdding && <AddLimitDialog onClose={() => setAdding(false)} />}
      {lifted !== null && <LiftLimitDialog limit={lifted} onClose={() => setLifted(null)} />}
    </section>
  )
}
