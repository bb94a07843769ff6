import type { RuleDryRun } from '@switchboard/shared-types/api/rules'
import { relative } from '../app/time.ts'

/** What a rule would have done to the newest messages, and why. */
export function DryRun({ run: { looked, matches } }: { readonly run: RuleDryRun }) {
  const now = Date.now()
  return (
    <section className="dry-run" aria-label="What it would have done" role="status">
      <p>
        {matches.length === 0
          ? `None of the newest ${looked} messages would have matched.`
          : `${matches.length} of the newest ${looked} messages would have matched. Nothing was changed.`}
      </p>
      <ol>
        {matches.slice(0, 50).map(({ conversationId, title, author, snippet, at, because, does }) => (
          <li key={`${conversationId} ${at}`}>
            <p>
              <strong>{author}</strong> in {title}, {relative(at, now)}
            </p>
            <p className="is-soft">{snippet}</p>
            <small>
              It {because.join(', ')}. The rule {does.join(', ')}.
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
