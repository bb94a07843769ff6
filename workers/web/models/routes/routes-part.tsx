import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import { useQuery } from '@tanstack/react-query'
import { Plus, Split } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { DryRunPanel } from './dry-run-panel.tsx'
import { RouteDialog } from './route-dialog.tsx'
import { RouteList } from './route-list.tsx'
import './routes.css'

export function RoutesPart() {
  const router = useModelRouter()
  const { data: routes, error } = useQuery(router.queries.routes)
  const [edited, setEdited] = useState<ModelRoute | 'new' | null>(null)
  const addButton = (
    <button type="button" className="button is-primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden="true" />
      Add a route
    </button>
  )
  return (
    <>
      <section className="panel" aria-label="Routes">
        {error !== null && <Problem error={error} />}
        {routes === undefined && error === null && <Waiting />}
        {routes?.length === 0 && (
          <Empty icon={Split} title="No routes of your own">
            <p>
              None are needed: a call goes to the provider that has its model, or to a default model. Routes
              send some calls elsewhere: long ones, small ones, those at night.
            </p>
            {addButton}
          </Empty>
        )}
        {routes !== undefined && routes.length > 0 && (
          <>
            <div className="panel-head">
              <p className="is-soft">They are tried from the top; the first that fits decides.</p>
              {addButton}
            </div>
            <RouteList routes={routes} onEdit={setEdited} />
          </>
        )}
      </section>
      <DryRunPanel />
      {edited !== null && (
        <RouteDialog
          route={edited === 'new' ? undefined : edited}
          routes={routes ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}
