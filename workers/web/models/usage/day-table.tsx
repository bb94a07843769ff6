import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { Link } from '@tanstack/react-router'
import { tokensIn } from '../calls/words.ts'
import { full } from '../format.ts'
import { useModelRouter } from '../model-router.ts'
import { costWords, unpricedWords } from './cost.ts'
import { dayWords } from './days.ts'

/** The days on which something was called, the latest first. */
export function DayTable({ lines }: { readonly lines: readonly UsageLine[] }) {
  const { place } = useModelRouter()
  const called = lines.filter(({ calls }) => calls > 0).toReversed()
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Use by day">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            {['Calls', 'Failed', 'Tokens in', 'From cache', 'Tokens out', 'Cost'].map((title) => (
              <th key={title} scope="col" className="is-number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {called.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                <Link to={`${place}/calls`} search={{ day: line.key }}>
                  {dayWords(line.key, 'long')}
                </Link>
              </th>
              <td className="is-number">{full(line.calls)}</td>
              <td className="is-number">{full(line.failed)}</td>
              <td className="is-number">{full(tokensIn(line.usage))}</td>
              <td className="is-number">{full(line.usage.cacheRead)}</td>
              <td className="is-number">{full(line.usage.output)}</td>
              <td className="is-number">
                {costWords(line)}
                {line.unpriced > 0 && <small>{unpricedWords(line)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
