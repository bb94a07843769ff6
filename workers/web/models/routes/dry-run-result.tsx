import type { DryRun } from '@switchboard/shared-types/api/router/routes'
import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { PROTOCOL_WORDS } from '../calls/words.ts'
import { dollars } from '../format.ts'

export function DryRunResult({ run }: { readonly run: DryRun }) {
  const first = run.targets.find(({ usable }) => usable)
  return (
    <>
      {run.refusal !== null && (
        <p className="problem">
          <CircleAlert aria-hidden="true" />
          <span>
            It would be refused: {run.refusal.message} <code>{run.refusal.code}</code>
          </span>
        </p>
      )}
      {run.refusal === null && first !== undefined && (
        <p className="dry-run-goes">
          It would go to{' '}
          <code className="tag">
            {first.provider}/{first.model}
          </code>{' '}
          by <strong>{run.route?.name ?? 'no route'}</strong>
          {first.estimatedCostUsd === null
            ? ', at an unknown cost.'
            : `, for about ${dollars(first.estimatedCostUsd)}.`}
        </p>
      )}
      {run.considered.length > 0 && (
        <section>
          <h3>Routes, in order</h3>
          <ol className="considered">
            {run.considered.map(({ name, fits, why }, index) => (
              // Names may repeat, and the list never changes its order.
              <li key={index} data-good={fits}>
                {fits ? <CircleCheck aria-hidden="true" /> : <CircleMinus aria-hidden="true" />}
                <span>
                  {name}
                  <small>{why}</small>
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {run.targets.length > 0 && (
        <section>
          <h3>Targets, in order</h3>
          <ol className="considered">
            {run.targets.map((target) => (
              <li key={`${target.provider}/${target.model}`} data-good={target.usable}>
                {target.usable ? <CircleCheck aria-hidden="true" /> : <CircleMinus aria-hidden="true" />}
                <span>
                  {target.provider}/{target.model}
                  <small>
                    {target.why} {protocolWords(target)}
                  </small>
                </span>
                <small>
                  {target.estimatedCostUsd === null
                    ? 'cost unknown'
                    : `about ${dollars(target.estimatedCostUsd)}`}
                </small>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

function protocolWords({ translated, protocol }: DryRun['targets'][number]): string {
  if (protocol === null) return ''
  return translated ? `Translated into ${PROTOCOL_WORDS[protocol]}.` : 'Passed on as it is.'
}
