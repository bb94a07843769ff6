import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMinute } from '../../ui/use-minute.ts'
import { tokensIn } from '../calls/words.ts'
import { OWN_ROUTER } from '../model-router.ts'
import { counted, short } from '../format.ts'
import { HEALTH_WORDS, healthOf } from '../providers/words.ts'
import { costWords } from '../usage/cost.ts'
import { lastDays, thisMonth } from '../usage/days.ts'
import { usageQuery } from '../usage/queries.ts'

/** What was used lately, and how the providers are. */
export function Figures({ providers }: { readonly providers: readonly Provider[] }) {
  const now = useMinute()
  const { data: day } = useQuery(usageQuery(OWN_ROUTER, { ...lastDays(1, now), by: 'day' }))
  const { data: month } = useQuery(usageQuery(OWN_ROUTER, { ...thisMonth(now), by: 'day' }))
  return (
    <section className="panel" aria-label="Use and health">
      <dl className="figures">
        <Figure title="Today" line={day?.total} />
        <Figure title="This month" line={month?.total} />
        <div>
          <dt>Providers</dt>
          <dd className="provider-healths">
            {providers.map((provider) => (
              <Link
                key={provider.id}
                to="/models/providers"
                title={provider.reason ?? HEALTH_WORDS[healthOf(provider)]}
              >
                <span className={`health-word is-${healthOf(provider)}`}>
                  {provider.name}
                  <span className="hidden-visually">: {HEALTH_WORDS[healthOf(provider)]}</span>
                </span>
              </Link>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** As it stands alone, without the word "cost" above it. */
function costOf(line: UsageLine): string {
  const words = costWords(line)
  return words === 'unknown' ? 'cost unknown' : words
}

interface FigureProps {
  readonly title: string
  readonly line: UsageLine | undefined
}

function Figure({ title, line }: FigureProps) {
  return (
    <div>
      <dt>
        <Link to="/models/usage">{title}</Link>
      </dt>
      <dd>{line === undefined ? '…' : costOf(line)}</dd>
      <dd className="figure-note">
        {line === undefined
          ? '\u00A0'
          : `${counted(line.calls, 'call')} · ${short(tokensIn(line.usage) + line.usage.output)} tokens`}
      </dd>
    </div>
  )
}
