import type { AttemptOutcome } from '@switchboard/shared-types/api/router/calls'
import { CircleCheck, CircleX } from 'lucide-react'
import { span } from '../format.ts'

/** Each provider that was tried, in order. */
export function CallAttempts({ attempts }: { readonly attempts: readonly AttemptOutcome[] }) {
  if (attempts.length === 0) return <p className="is-soft">No provider was asked.</p>
  return (
    <ol className="attempts">
      {attempts.map((attempt, index) => (
        // Attempts have no name of their own and never change their order.
        <li key={index} data-good={attempt.reason === null}>
          {attempt.reason === null ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
          <span>
            {attempt.provider} · {attempt.model}
            <small>{attempt.reason ?? 'gave the answer'}</small>
          </span>
          <small>
            {attempt.status === null ? 'no answer' : attempt.status} · {span(attempt.ms)}
          </small>
        </li>
      ))}
    </ol>
  )
}
