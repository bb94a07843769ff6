import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { fullTime, shortAge } from '../../app/time.ts'
import { useModelRouter } from '../model-router.ts'
import { dollars, short, span } from '../format.ts'
import { STATUS_WORDS, tokensIn } from './words.ts'

interface CallRowProps {
  readonly call: ModelCall
  readonly now: number
}

export const CallRow = memo(function CallRow({ call, now }: CallRowProps) {
  const { usage } = call
  const { place } = useModelRouter()
  return (
    <li className="call">
      <Link
        to={`${place}/calls`}
        search={(search) => ({ ...search, call: call.id })}
        resetScroll={false}
        className="call-link"
      >
        <time dateTime={call.at} title={fullTime(call.at)}>
          {shortAge(call.at, now)}
        </time>
        <span className="call-model">
          {call.model}
          <small>{placeOf(call)}</small>
        </span>
        <span className="call-who">
          {call.token.name}
          {call.agent !== null && <small>{call.agent}</small>}
        </span>
        <span className={`health-word is-${call.status}`}>{STATUS_WORDS[call.status][0]}</span>
        <span className="call-figure">
          {usage === null ? '–' : `${short(tokensIn(usage))} in`}
          <small>{usage === null ? 'no tokens' : `${short(usage.output)} out`}</small>
        </span>
        <span className="call-figure">
          {dollars(call.costUsd)}
          <small>{call.durationMs === null ? 'cost' : span(call.durationMs)}</small>
        </span>
      </Link>
    </li>
  )
})

/** Where a call went. */
function placeOf({ provider, providerModel, model, status }: ModelCall): string {
  if (provider === null) return status === 'cached' ? 'answered from the cache' : 'went nowhere'
  return providerModel === null || providerModel === model ? provider : `${provider} · ${providerModel}`
}
