import type { Limit, LimitScope } from '@switchboard/shared-types/api/router/limits'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { fullTime, relative } from '../../app/time.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useModelRouter } from '../model-router.ts'
import { limitWords, stateOf, usedWords } from './words.ts'

interface LimitLineProps {
  readonly limit: Limit
  readonly now: number
  readonly onLift: () => void
}

export function LimitLine({ limit, now, onLift }: LimitLineProps) {
  const state = stateOf(limit)
  const words = limitWords(limit)
  return (
    <li data-state={state}>
      <div className="limit-what">
        <p>
          <strong>{words}</strong>
          <span className="is-soft">
            <ScopeWords scope={limit.scope} />
          </span>
        </p>
        <svg
          className="limit-bar"
          role="meter"
          aria-label={`${words}: used`}
          aria-valuemin={0}
          aria-valuemax={limit.amount}
          aria-valuenow={Math.min(limit.used, limit.amount)}
          aria-valuetext={usedWords(limit)}
          viewBox="0 0 100 8"
          preserveAspectRatio="none"
        >
          <rect width={Math.min(1, limit.used / limit.amount) * 100} height={8} />
        </svg>
        <p className="limit-note">
          <span>
            {usedWords(limit)}
            {state === 'spent' && '. Further calls are refused.'}
          </span>
          <span title={limit.resetsAt === null ? undefined : fullTime(limit.resetsAt)}>
            {limit.warnAt !== null && limit.period !== 'minute' && limit.period !== 'at-once'
              ? `You are told at ${Math.round(limit.warnAt * 100)} %. `
              : ''}
            {limit.resetsAt === null ? '' : `Begins anew ${relative(limit.resetsAt, now)}`}
          </span>
        </p>
      </div>
      <IconButton icon={Trash2} label={`Lift: ${words}`} onClick={onLift} />
    </li>
  )
}

/** Whose calls a limit counts. */
export function ScopeWords({ scope }: { readonly scope: LimitScope }) {
  const router = useModelRouter()
  const { data: tokens } = useQuery(router.queries.tokens)
  const { data: routes } = useQuery(router.queries.routes)
  switch (scope.kind) {
    case 'person':
      return 'for all calls together'
    case 'token':
      return `for the token ${tokens?.find(({ id }) => id === scope.id)?.name ?? 'that was revoked'}`
    case 'route':
      return `for the route ${routes?.find(({ id }) => id === scope.id)?.name ?? 'that was removed'}`
  }
}
