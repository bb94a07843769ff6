import type { AddLimit, Limit } from '@switchboard/shared-types/api/router/limits'
import { counted, dollars, full } from '../format.ts'

export type Metric = Limit['metric']
export type Period = Limit['period']

/** What can be limited, and over which times. */
export const METRICS: readonly {
  readonly metric: Metric
  readonly title: string
  readonly periods: readonly Period[]
}[] = [
  { metric: 'money', title: 'Money', periods: ['month', 'day'] },
  { metric: 'tokens', title: 'Tokens', periods: ['minute', 'day', 'month'] },
  { metric: 'requests', title: 'Calls', periods: ['minute', 'day', 'month'] },
  { metric: 'concurrency', title: 'Calls at once', periods: ['at-once'] },
]

export const PERIOD_WORDS: Record<Period, string> = {
  minute: 'a minute',
  day: 'a day',
  month: 'a month',
  'at-once': 'at once',
}

/** "At most $20 a month" */
export function limitWords({
  metric,
  amount,
  period,
}: Pick<AddLimit, 'metric' | 'amount' | 'period'>): string {
  return `At most ${amountWords(metric, amount)} ${PERIOD_WORDS[period]}`
}

function amountWords(metric: Metric, amount: number): string {
  switch (metric) {
    case 'money':
      return dollars(amount)
    case 'tokens':
      return counted(amount, 'token')
    case 'requests':
    case 'concurrency':
      return counted(amount, 'call')
  }
}

/** "$3.20 of $20.00 used" */
export function usedWords({ metric, used, amount }: Limit): string {
  const [now, all] =
    metric === 'money' ? [dollars(used), dollars(amount)] : [full(Math.round(used)), full(amount)]
  return `${now} of ${all} ${metric === 'concurrency' ? 'run' : 'used'}`
}

/** How near a limit is. */
export function stateOf({ used, amount, warnAt }: Limit): 'free' | 'near' | 'spent' {
  if (used >= amount) return 'spent'
  return used >= amount * (warnAt ?? 1) ? 'near' : 'free'
}

/** What the form says of a limit; the server checks that period and metric fit. */
export interface LimitForm {
  readonly metric: Metric
  readonly period: Period
  readonly amount: number
}

/** @returns what is asked of the server, or null for a time that the metric does not have */
export function measureOf({ metric, period, amount }: LimitForm) {
  if (metric === 'concurrency') return { metric, period: 'at-once', amount } as const
  if (period === 'at-once') return null
  if (metric !== 'money') return { metric, period, amount }
  return period === 'minute' ? null : { metric, period, amount }
}
