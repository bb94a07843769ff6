import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { Check, KeyRound, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { listed } from '../format.ts'
import { AddProviderDialog } from '../providers/add-provider-dialog.tsx'
import { FoundServers } from '../providers/found-servers.tsx'
import { CreateTokenDialog } from '../tokens/create-token-dialog.tsx'
import { ReadyLinesView } from './ready-lines-view.tsx'

interface StepsProps {
  readonly providers: readonly Provider[]
  readonly tokens: readonly AgentToken[]
}

/** The way of somebody new, from nothing to an agent that runs. */
export function Steps({ providers, tokens }: StepsProps) {
  const [open, setOpen] = useState<'provider' | 'token' | null>(null)
  const hasProvider = providers.length > 0
  const hasToken = tokens.length > 0
  return (
    <section className="panel">
      <h2>One address for every agent’s model calls</h2>
      <p className="panel-lead">
        Your keys, routes and budgets stay here; each agent gets one token. Every call is accounted for, and
        moves on to another provider when one fails.
      </p>
      <ol className="steps">
        <Step title="Add a provider" isDone={hasProvider} isNext={!hasProvider}>
          {hasProvider ? (
            <p>{listed(providers.map(({ name }) => name))} can be asked.</p>
          ) : (
            <>
              <p>Where the models are: a company’s API with your key, or a server on your network.</p>
              <FoundServers />
            </>
          )}
          <button
            type="button"
            className={`button ${hasProvider ? '' : 'is-primary'}`}
            onClick={() => setOpen('provider')}
          >
            <Plus aria-hidden="true" />
            {hasProvider ? 'Add another' : 'Add a provider'}
          </button>
        </Step>
        <Step title="Make a token" isDone={hasToken} isNext={hasProvider && !hasToken}>
          <p>It is all that an agent ever knows. You can limit it, and take it back at any time.</p>
          <button
            type="button"
            className={`button ${hasProvider && !hasToken ? 'is-primary' : ''}`}
            onClick={() => setOpen('token')}
          >
            <KeyRound aria-hidden="true" />
            Make a token
          </button>
        </Step>
        <Step title="Copy the lines for your agent" isDone={false} isNext={hasProvider && hasToken}>
          <p>The token comes with them once, right after you have made it.</p>
          <ReadyLinesView />
        </Step>
      </ol>
      {open === 'provider' && <AddProviderDialog onClose={() => setOpen(null)} />}
      {open === 'token' && <CreateTokenDialog onClose={() => setOpen(null)} />}
    </section>
  )
}

interface StepProps {
  readonly title: string
  readonly isDone: boolean
  readonly isNext: boolean
  readonly children: ReactNode
}

function Step({ title, isDone, isNext, children }: StepProps) {
  return (
    <li data-done={isDone} aria-current={isNext ? 'step' : undefined}>
      <span className="step-mark">{isDone && <Check aria-label="Done" />}</span>
      <div className="step-body">
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}
