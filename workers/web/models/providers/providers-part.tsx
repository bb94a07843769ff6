import { useQuery } from '@tanstack/react-query'
import { Cloud, Plus } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { AddProviderDialog } from './add-provider-dialog.tsx'
import { FoundServers } from './found-servers.tsx'
import { ProviderPanel } from './provider-panel.tsx'
import './providers.css'

export function ProvidersPart() {
  const router = useModelRouter()
  const { data: providers, error } = useQuery(router.queries.providers)
  const [isAdding, setAdding] = useState(false)
  const addButton = (
    <button type="button" className="button is-primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      Add a provider
    </button>
  )
  return (
    <>
      {error !== null && <Problem error={error} />}
      {providers === undefined && error === null && <Waiting />}
      {providers?.length === 0 && (
        <section className="panel">
          <Empty icon={Cloud} title="No providers yet">
            <p>A provider has the models: a company’s API, or a server on your network.</p>
            {addButton}
          </Empty>
        </section>
      )}
      {providers !== undefined && providers.length > 0 && (
        <>
          <div className="part-head">
            <p className="is-soft">Keys are sealed. They are opened for the one call that needs them.</p>
            {addButton}
          </div>
          {providers.map((provider) => (
            <ProviderPanel key={provider.id} provider={provider} />
          ))}
        </>
      )}
      <FoundServers />
      {isAdding && <AddProviderDialog onClose={() => setAdding(false)} />}
    </>
  )
}
