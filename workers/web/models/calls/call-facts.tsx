import type { ModelCall, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { fullTime } from '../../app/time.ts'
import { dollars, full, span } from '../format.ts'
import { PROTOCOL_WORDS, tokensIn } from './words.ts'

/** What a call has cost and how long it took. */
export function CallFigures({ call }: { readonly call: ModelCall }) {
  const { usage } = call
  return (
    <dl className="figures">
      <div>
        <dt>Cost</dt>
        <dd>{dollars(call.costUsd)}</dd>
        <dd className="figure-note">{costNote(call)}</dd>
      </div>
      <div>
        <dt>Tokens in</dt>
        <dd>{usage === null ? '–' : full(tokensIn(usage))}</dd>
        <dd className="figure-note">{usage === null ? 'none told' : cacheNote(usage)}</dd>
      </div>
      <div>
        <dt>Tokens out</dt>
        <dd>{usage === null ? '–' : full(usage.output)}</dd>
        <dd className="figure-note">
          {usage !== null && usage.reasoning > 0 ? `${full(usage.reasoning)} of them reasoning` : '\u00A0'}
        </dd>
      </div>
      <div>
        <dt>Took</dt>
        <dd>{call.durationMs === null ? '–' : span(call.durationMs)}</dd>
        <dd className="figure-note">
          {call.ttfbMs === null ? '\u00A0' : `first byte after ${span(call.ttfbMs)}`}
        </dd>
      </div>
    </dl>
  )
}

function costNote({ costUsd, exact, usage }: ModelCall): string {
  if (usage === null) return '\u00A0'
  if (costUsd === null) return 'no price is known'
  return exact ? 'as the provider counted' : 'tokens are estimated'
}

function cacheNote({ cacheRead, cacheWrite, cacheWriteLong }: TokenUsage): string {
  const parts = [
    cacheRead > 0 ? `${full(cacheRead)} from cache` : '',
    cacheWrite > 0 ? `${full(cacheWrite)} into it` : '',
    cacheWriteLong > 0 ? `${full(cacheWriteLong)} for long` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'none from cache' : parts.join(', ')
}

/** Who made the call, and by which ids it is found elsewhere. */
export function CallFacts({ call }: { readonly call: ModelCall }) {
  return (
    <section>
      <h3>The call</h3>
      <dl className="facts">
        <dt>Began</dt>
        <dd>{fullTime(call.at)}</dd>
        <dt>Token</dt>
        <dd>{call.token.name}</dd>
        <dt>Agent</dt>
        <dd>{call.agent ?? 'did not say'}</dd>
        <dt>Asked in</dt>
        <dd>
          {PROTOCOL_WORDS[call.protocol]}
          {call.stream ? ', as a stream' : ', in one piece'}
        </dd>
        {call.session !== null && (
          <>
            <dt>Session</dt>
            <dd className="is-code">{call.session}</dd>
          </>
        )}
        <dt>Request</dt>
        <dd className="is-code">{call.requestId}</dd>
      </dl>
    </section>
  )
}
