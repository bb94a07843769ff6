import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '../../ui/problem.tsx'
import { ownQueries } from '../queries.ts'
import { CreateTokenDialog } from '../tokens/create-token-dialog.tsx'
import { isOwn } from '../tokens/words.ts'
import { Waiting } from '../waiting.tsx'
import { Figures } from './figures.tsx'
import { ReadyLinesView } from './ready-lines-view.tsx'
import { Running } from './running.tsx'
import { Steps } from './steps.tsx'
import './connect.css'

/** How it stands with the person's models; for somebody new, how to begin. */
export function OverviewPart() {
  const providers = useQuery(ownQueries.providers)
  const tokens = useQuery(ownQueries.tokens)
  const error = providers.error ?? tokens.error
  if (error !== null) return <Problem error={error} />
  if (providers.data === undefined || tokens.data === undefined) return <Waiting />
  const held = tokens.data.filter((token) => !isOwn(token))
  const isReady = providers.data.length > 0 && held.length > 0
  if (!isReady) return <Steps providers={providers.data} tokens={held} />
  return (
    <>
      <Figures providers={providers.data} />
      <Running />
      <Connect />
    </>
  )
}

function Connect() {
  const [isMaking, setMaking] = useState(false)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>Connect an agent</h2>
        <button type="button" className="button" onClick={() => setMaking(true)}>
          <KeyRound aria-hidden="true" />
          Make a token
        </button>
      </div>
      <p className="panel-lead">
        Put a token of yours in these lines. A new one is shown once, with the lines complete.
      </p>
      <ReadyLinesView />
      {isMaking && <CreateTokenDialog onClose={() => setMaking(false)} />}
    </section>
  )
}
