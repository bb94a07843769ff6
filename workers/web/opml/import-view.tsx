import type { ImportLine } from '@switchboard/shared-types/api/subscriptions'
import { useQuery } from '@tanstack/react-query'
import { Check, CircleAlert, Clock, Equal } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '../ui/problem.tsx'
import { importQuery } from './queries.ts'

/** How an import goes on, line by line. */
export function ImportView({ id }: { readonly id: string }) {
  const { data: report, error } = useQuery(importQuery(id))
  const [onlyFailed, setOnlyFailed] = useState(false)
  if (error !== null) return <Problem error={error} />
  if (report === undefined) return null
  const { progress } = report
  const lines = onlyFailed ? report.lines.filter(({ status }) => status === 'failed') : report.lines
  return (
    <div className="import">
      <label className="import-bar">
        <span role="status">
          {progress.finishedAt === null
            ? `${progress.done} of ${progress.total} done`
            : `Done: ${progress.added} added, ${progress.exists} followed already, ${progress.failed} failed`}
        </span>
        <progress value={progress.done} max={Math.max(1, progress.total)} />
      </label>
      {progress.failed > 0 && (
        <label className="import-filter">
          <input
            type="checkbox"
            checked={onlyFailed}
            onChange={(event) => setOnlyFailed(event.target.checked)}
          />
          Show only the {progress.failed} that failed
        </label>
      )}
      <ol className="import-lines" tabIndex={0} aria-label="Lines of the file">
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </ol>
    </div>
  )
}

const ICONS = { waiting: Clock, added: Check, exists: Equal, failed: CircleAlert }
const WORDS: Record<ImportLine['status'], string> = {
  waiting: 'Waiting',
  added: 'Added',
  exists: 'Followed already',
  failed: 'Failed',
}

function Line({ line }: { readonly line: ImportLine }) {
  const Icon = ICONS[line.status]
  return (
    <li data-status={line.status}>
      <Icon aria-hidden="true" />
      <span className="import-title">
        {line.title ?? line.url}
        <small>{line.message ?? line.url}</small>
      </span>
      <span className="import-word">
        {line.folder !== null && <small>{line.folder}</small>}
        {WORDS[line.status]}
      </span>
    </li>
  )
}
