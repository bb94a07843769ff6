import type { FoundServer } from '@switchboard/shared-types/api/router/providers'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Radar } from 'lucide-react'
import { answer } from '../../app/api.ts'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { counted } from '../format.ts'
import { KINDS } from './kinds.ts'
import { runTest } from './tests.ts'
import './providers.css'

/** Model servers that answer nearby and are no providers yet; nothing where there are none. */
export function FoundServers() {
  const router = useModelRouter()
  const { data: servers = [] } = useQuery(router.queries.found)
  if (servers.length === 0) return null
  return (
    <ul className="found" aria-label="Found here">
      {servers.map((server) => (
        <Found key={server.baseUrl} server={server} />
      ))}
    </ul>
  )
}

function Found({ server }: { readonly server: FoundServer }) {
  const router = useModelRouter()
  const client = useQueryClient()
  const { title, address } = KINDS[server.kind]
  const add = useMutation({
    mutationFn: async () => {
      const json = { kind: server.kind, baseUrl: server.baseUrl, defaultModel: server.models[0] ?? null }
      const provider = await answer(router.api.providers.$post({ json }))
      await client.invalidateQueries({ queryKey: router.key })
      void runTest(client, router, provider.id)
    },
  })
  return (
    <li>
      <Radar aria-hidden="true" />
      <span>
        {address === 'bound'
          ? `${title} is bound to this installation`
          : `${title} answers at ${server.baseUrl}`}
        <small>
          {server.models.length === 0 ? 'without models yet' : counted(server.models.length, 'model')}
        </small>
        {add.error !== null && <Problem error={add.error} />}
      </span>
      <button
        type="button"
        className="button is-primary"
        disabled={add.isPending}
        onClick={() => add.mutate()}
      >
        Use it
      </button>
    </li>
  )
}
