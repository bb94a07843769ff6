import type { Limit } from '@switchboard/shared-types/api/router/limits'
import type { KeptLimit } from './limit-book.ts'
import { toAmount } from './to-limit.ts'

const SCOPE = { person: 'all calls', token: 'one token', route: 'one route' } as const
const PERIOD = { minute: ' a minute', day: ' a day', month: ' a month', 'at-once': ' at once' } as const
const CENT = 0.01

/** @returns a limit in words: `$5.00 a day for all calls` */
export function sayLimit({ metric, amount, period, scopeKind }: KeptLimit['row']): string {
  return `${sayAmount(metric, amount)}${PERIOD[period]} for ${SCOPE[scopeKind]}`
}

/** @param amount as it is kept: money in nano-USD */
export function sayAmount(metric: Limit['metric'], amount: number): string {
  const shown = toAmount(metric, amount)
  switch (metric) {
    case 'money':
      return `$${shown.toFixed(shown > 0 && shown < CENT ? 6 : 2)}`
    case 'concurrency':
      return `${shown} ${shown === 1 ? 'call' : 'calls'}`
    case 'requests':
    case 'tokens':
      return `${Math.floor(shown)} ${metric}`
  }
}
