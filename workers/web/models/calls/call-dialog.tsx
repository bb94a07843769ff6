import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { CallAttempts } from './call-attempts.tsx'
import { CallContentView } from './call-content.tsx'
import { CallFacts, CallFigures } from './call-facts.tsx'
import { callQuery } from './queries.ts'
import { STATUS_WORDS } from './words.ts'

interface CallDialogProps {
  readonly id: CallId
  readonly onClose: () => void
}

/** All that is known of one call. */
export function CallDialog({ id, onClose }: CallDialogProps) {
  const { data: call, error } = useQuery(callQuery(useModelRouter(), id))
  return (
    <Dialog title={call === undefined ? 'Call' : call.model} size="large" onClose={onClose}>
      <div className="dialog-body call-detail" tabIndex={0} role="region" aria-label="Details">
        {error !== null && <Problem error={error} />}
        {call === undefined && error === null && <Waiting />}
        {call !== undefined && <CallDetail call={call} />}
      </div>
    </Dialog>
  )
}

function CallDetail({ call }: { readonly call: ModelCall }) {
  const [word, meaning] = STATUS_WORDS[call.status]
  return (
    <>
      <p className="call-outcome">
        <span className={`health-word is-${call.status}`}>{word}</span>
        <span>
          {meaning}
          {call.httpStatus !== null && ` The agent was told ${call.httpStatus}.`}
        </span>
      </p>
      <CallFigures call={call} />
      <section>
        <h3>Why this way</h3>
        <p>
          <strong>{call.route.id === null ? 'By default' : call.route.name}</strong>
        </p>
        <p className="is-soft">{call.why}</p>
        <CallAttempts attempts={call.attempts} />
      </section>
      {call.notes.length > 0 && (
        <section>
          <h3>Changed in translation</h3>
          <ul className="call-notes">
            {call.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <CallFacts call={call} />
      {call.hasContent && <CallContentView id={call.id} />}
    </>
  )
}
