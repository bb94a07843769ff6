import type { Summary } from '@switchboard/shared-types/api/summaries'
import { Link } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import { Problem } from '../ui/problem.tsx'
import type { Summarising } from './use-summary.ts'
import './summary-panel.css'

/** What was asked for, above the entry that it is about. */
export function SummaryPanel({ summarising }: { readonly summarising: Summarising }) {
  const { summary, error, isAsking } = summarising
  if (summary === undefined && error === null && !isAsking) return null
  return (
    <section className="summary" aria-label="Summary" aria-live="polite" aria-busy={isAsking}>
      {isAsking ? (
        <p className="summary-wait">
          <LoaderCircle aria-hidden="true" className="spinner" />
          Summing up…
        </p>
      ) : error === null ? (
        summary !== undefined && <SummaryText summary={summary} />
      ) : (
        <Problem error={error} />
      )}
    </section>
  )
}

function SummaryText({ summary: { text, by, model, reason } }: { readonly summary: Summary }) {
  return (
    <>
      {text !== '' && <p className="summary-text">{text}</p>}
      <p className="summary-by">
        {by === 'model' ? (
          <>Summary by {model}</>
        ) : text === '' ? (
          reason
        ) : (
          <>
            Extract: sentences of the entry itself. {reason} <Link to="/models">Models</Link>
          </>
        )}
      </p>
    </>
  )
}
