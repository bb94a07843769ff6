import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import { ownQueries } from '../queries.ts'
import { Waiting } from '../waiting.tsx'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { EditTokenDialog } from './edit-token-dialog.tsx'
import { RevokeTokenDialog } from './revoke-token-dialog.tsx'
import { TokenLine } from './token-line.tsx'
import './tokens.css'

type Shown =
  | { readonly dialog: 'create' }
  | { readonly dialog: 'edit' | 'revoke'; readonly token: AgentToken }

export function TokensPart() {
  const { data: tokens, error } = useQuery(ownQueries.tokens)
  const [shown, setShown] = useState<Shown | null>(null)
  const now = useMinute()
  const close = (): void => setShown(null)
  const makeButton = (
    <button type="button" className="button is-primary" onClick={() => setShown({ dialog: 'create' })}>
      <KeyRound aria-hidden="true" />
      Make a token
    </button>
  )
  return (
    <section className="panel" aria-label="Tokens">
      {error !== null && <Problem error={error} />}
      {tokens === undefined && error === null && <Waiting />}
      {tokens?.length === 0 && (
        <Empty icon={KeyRound} title="No tokens yet">
          <p>A token lets an agent in: for models, and for your inbox if you say so.</p>
          {makeButton}
        </Empty>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <>
          <div className="panel-head">
            <p className="is-soft">
              One for each agent, so that each can be limited and taken back by itself.
            </p>
            {makeButton}
          </div>
          <ul className="tokens">
            {tokens.map((token) => (
              <TokenLine
                key={token.id}
                token={token}
                now={now}
                onEdit={() => setShown({ dialog: 'edit', token })}
                onRevoke={() => setShown({ dialog: 'revoke', token })}
              />
            ))}
          </ul>
        </>
      )}
      {shown?.dialog === 'create' && <CreateTokenDialog onClose={close} />}
      {shown?.dialog === 'edit' && <EditTokenDialog token={shown.token} onClose={close} />}
      {shown?.dialog === 'revoke' && <RevokeTokenDialog token={shown.token} onClose={close} />}
    </section>
  )
}
