import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Code } from '../../ui/copy.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ownQueries } from '../queries.ts'
import { CLIENTS, readyLines, type Client } from './ready-lines.ts'
import './connect.css'

/** Stands where a token belongs that is told only once. */
const PLACEHOLDER = 'sb_YOUR_TOKEN'
const SOME_MODEL = 'claude-sonnet-4-5'

interface ReadyLinesProps {
  /** The real one, where it is known. */
  readonly token?: string
  /** For which there are lines; all of them where it is not said. */
  readonly clients?: typeof CLIENTS
}

/** Lines to copy for the chosen program. */
export function ReadyLinesView({ token, clients = CLIENTS }: ReadyLinesProps) {
  const [client, setClient] = useState<Client>(clients[0]?.value ?? 'mcp')
  const { data: providers } = useQuery(ownQueries.providers)
  const access = {
    origin: globalThis.location.origin,
    token: token ?? PLACEHOLDER,
    model:
      providers?.flatMap(({ defaultModel, models }) => defaultModel ?? models[0] ?? []).at(0) ?? SOME_MODEL,
  }
  return (
    <div className="ready">
      {clients.length > 1 && (
        <Segments label="Program" choices={clients} value={client} onChoose={setClient} />
      )}
      {readyLines(client, access).map(({ what, text }) => (
        <div key={what}>
          <p className="ready-what">{what}</p>
          <Code what={what} text={text} />
        </div>
      ))}
    </div>
  )
}
