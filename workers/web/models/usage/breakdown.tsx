import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '../../ui/problem.tsx'
import { Segments } from '../../ui/segments.tsx'
import { tokensIn } from '../calls/words.ts'
import { full, short } from '../format.ts'
import { useModelRouter } from '../model-router.ts'
import { Waiting } from '../waiting.tsx'
import { costWords, unpricedWords } from './cost.ts'
import type { Days } from './days.ts'
import { csvAddress, usageQuery } from './queries.ts'

const WAYS = [
  { value: 'model', text: 'Model' },
  { value: 'token', text: 'Token' },
  { value: 'route', text: 'Route' },
] as const
type Way = (typeof WAYS)[number]['value']

/** Who and what used it. */
export function Breakdown({ days }: { readonly days: Days }) {
  const [by, setBy] = useState<Way>('model')
  const router = useModelRouter()
  const query = { ...days, by }
  const { data: report, error } = useQuery(usageQuery(router, query))
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>By {by}</h2>
        <Segments label="Divided by" choices={WAYS} value={by} onChoose={setBy} />
        <a className="icon-button" href={csvAddress(router, query)} download title={`CSV by ${by}`}>
          <Download aria-hidden="true" />
          <span className="hidden-visually">CSV by {by}</span>
        </a>
      </div>
      {error !== null && <Problem error={error} />}
      {report === undefined && error === null && <Waiting />}
      {report !== undefined && <Shares by={by} lines={report.lines} />}
    </section>
  )
}

function Shares({ by, lines }: { readonly by: Way; readonly lines: readonly UsageLine[] }) {
  const sorted = lines.toSorted((a, b) => b.costUsd - a.costUsd || weightOf(b) - weightOf(a))
  // Where nothing has a known cost the tokens tell who used most.
  const measure = lines.some(({ costUsd }) => costUsd > 0) ? costOf : weightOf
  const highest = Math.max(...lines.map(measure))
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={`Use by ${by}`}>
      <table className="table shares">
        <thead>
          <tr>
            <th scope="col">{WAYS.find(({ value }) => value === by)?.text}</th>
            {['Calls', 'Tokens in', 'Tokens out', 'Cost'].map((title) => (
              <th key={title} scope="col" className="is-number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                {line.key}
                <svg className="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={highest === 0 ? 0 : (measure(line) / highest) * 100} height={4} />
                </svg>
              </th>
              <td className="is-number">
                {full(line.calls)}
                {line.failed > 0 && <small>{full(line.failed)} failed</small>}
              </td>
              <td className="is-number">{short(tokensIn(line.usage))}</td>
              <td className="is-number">{short(line.usage.output)}</td>
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

function costOf({ costUsd }: UsageLine): number {
  return costUsd
}

function weightOf({ usage }: UsageLine): number {
  return tokensIn(usage) + usage.output
}
