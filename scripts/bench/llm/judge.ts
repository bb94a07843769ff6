import { quantile } from '../statistics.ts'
import type { Measured, Results } from './kit.ts'

/** What a figure should be. */
export interface Bound {
  readonly sign: '<=' | '>=' | '<'
  readonly bound: number
}

interface Comparison {
  readonly what: string
  readonly scenario: string
  readonly of: (round: Measured) => number | null | undefined
  readonly side?: 'ours' | 'floor' | 'portkey'
  readonly over: 'direct' | 'floor' | 'floor-tuned' | 'portkey'
  readonly by: 'difference' | 'ratio'
  readonly target?: Bound
}

const p50 = ({ p50: ms }: Measured): number | null => ms
const ttfb = ({ ttfb50: ms }: Measured): number | null | undefined => ms
const rate = ({ rps }: Measured): number => rps
const cpu = ({ cpuUsPerReq: us }: Measured): number | null | undefined => us

const JSON_ADDED = ['chat-json-c1', 'msgs-json-c1'].flatMap((scenario): Comparison[] => {
  const added = { scenario, of: p50, over: 'direct', by: 'difference' } as const
  return [
    { ...added, what: `${scenario}: ms added by portkey`, side: 'portkey' },
    { ...added, what: `${scenario}: ms added by the floor`, side: 'floor' },
    { ...added, what: `${scenario}: ms added by ours`, target: { sign: '<=', bound: 1 } },
    {
      ...added,
      what: `${scenario}: ms that ours takes beyond portkey`,
      over: 'portkey',
      target: { sign: '<', bound: 0 },
    },
  ]
})

const STREAM_ADDED = ['chat-sse-c1', 'msgs-sse-c1'].flatMap((scenario): Comparison[] => {
  const added = { scenario, of: ttfb, over: 'direct', by: 'difference' } as const
  return [
    { ...added, what: `${scenario}: ms to the first byte added by portkey`, side: 'portkey' },
    { ...added, what: `${scenario}: ms to the first byte added by the floor`, side: 'floor' },
    { ...added, what: `${scenario}: ms to the first byte added by ours`, target: { sign: '<=', bound: 3 } },
  ]
})

const THROUGHPUT: readonly Comparison[] = [
  {
    what: 'requests/s at 32 connections, ours to portkey',
    scenario: 'chat-json-wrk32',
    of: rate,
    over: 'portkey',
    by: 'ratio',
    target: { sign: '>=', bound: 1.5 },
  },
  {
    what: 'CPU per request, ours to the floor',
    scenario: 'chat-json-wrk32',
    of: cpu,
    over: 'floor',
    by: 'ratio',
    target: { sign: '<=', bound: 2 },
  },
  {
    what: 'CPU per request, ours to the floor with our allocator',
    scenario: 'chat-json-wrk32',
    of: cpu,
    over: 'floor-tuned',
    by: 'ratio',
  },
  {
    what: 'CPU per stream of 100 chunks, ours to the floor',
    scenario: 'msgs-sse-wrk16',
    of: cpu,
    over: 'floor',
    by: 'ratio',
    target: { sign: '<=', bound: 4 },
  },
]

/** Prints what was measured beside what it should be. */
export function judge(results: Results): void {
  console.log("medians of the rounds' own comparisons")
  for (const comparison of [...JSON_ADDED, ...STREAM_ADDED, ...THROUGHPUT]) {
    const median = compare(results, comparison)
    if (median === null) continue
    const verdict = comparison.target === undefined ? '' : verdictOn(median, comparison.target)
    console.log(`  ${comparison.what.padEnd(56)} ${median.toFixed(2).padStart(7)} ${verdict}`)
  }
}

/** @returns null where one of the two was not measured */
function compare(results: Results, { scenario, of, side = 'ours', over, by }: Comparison): number | null {
  const [mine, theirs] = [results[scenario]?.[side]?.rounds, results[scenario]?.[over]?.rounds]
  if (mine === undefined || theirs === undefined) return null
  const compared = mine.map((round, n) => {
    const [a, b] = [of(round) ?? Number.NaN, of(theirs[n] ?? round) ?? Number.NaN]
    return by === 'ratio' ? a / b : a - b
  })
  return quantile(compared, 0.5)
}

export function verdictOn(figure: number, { sign, bound }: Bound): string {
  const met = sign === '>=' ? figure >= bound : sign === '<' ? figure < bound : figure <= bound
  return `(target ${sign} ${bound}${met ? '' : ', MISSED'})`
}
