import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { tokensIn } from '../calls/words.ts'
import { counted, dollars, full, short } from '../format.ts'
import { costWords, unpricedWords } from './cost.ts'

/** What a chart shows of each day. */
export type Measure = 'cost' | 'tokens' | 'calls'

/** The parts of a bar, from the bottom up. */
export const PARTS: Record<Measure, readonly string[]> = {
  cost: ['Cost'],
  tokens: ['In', 'In, from cache', 'Out'],
  calls: ['Answered', 'Failed'],
}

const NOTHING: Omit<UsageLine, 'key'> = {
  calls: 0,
  failed: 0,
  usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 },
  costUsd: 0,
  unpriced: 0,
}

/** @returns a line for each of the days, also for those on which nothing was called */
export function filled(days: readonly string[], lines: readonly UsageLine[]): UsageLine[] {
  const known = new Map(lines.map((line) => [line.key, line]))
  return days.map((day) => known.get(day) ?? { key: day, ...NOTHING })
}

/** @returns how high each part of a line's bar is, in the order of {@link PARTS} */
export function partsOf(measure: Measure, { usage, calls, failed, costUsd }: UsageLine): number[] {
  switch (measure) {
    case 'cost':
      return [costUsd]
    case 'tokens':
      return [usage.input + usage.cacheWrite, usage.cacheRead, usage.output]
    case 'calls':
      return [calls - failed, failed]
  }
}

export function sumOf(measure: Measure, line: UsageLine): number {
  return partsOf(measure, line).reduce((sum, part) => sum + part, 0)
}

/** @returns whether calls are in the line whose cost nobody knows */
export function isUnknown(measure: Measure, line: UsageLine): boolean {
  return measure === 'cost' && line.unpriced > 0
}

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8]

/** @returns a round number at or a little above the highest bar */
export function roundTop(highest: number): number {
  if (highest <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(highest))
  return (ROUND.find((step) => step * power >= highest) ?? 10) * power
}

export function axisWords(measure: Measure, value: number): string {
  return measure === 'cost' ? dollars(value) : short(value)
}

/** All of a line, as one sentence. */
export function lineWords(line: UsageLine): string {
  if (line.calls === 0) return 'no calls'
  const tokens = `${full(tokensIn(line.usage))} tokens in, ${full(line.usage.output)} out`
  const failed = line.failed === 0 ? '' : `, ${full(line.failed)} failed`
  const missing = unpricedWords(line)
  return `${counted(line.calls, 'call')}${failed} · ${tokens} · cost ${costWords(line)}${missing === '' ? '' : ` (${missing})`}`
}
