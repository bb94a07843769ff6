import type { UsageLine, UsageQuery } from '@switchboard/shared-types/api/router/calls'

const HEADINGS = [
  'calls',
  'failed',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_long_tokens',
  'reasoning_tokens',
  'cost_usd',
  'unpriced_calls',
]

/**
 * @returns the lines of a report as CSV (RFC 4180); a cost of which nothing is known is left empty, tokens are as
 *   {@link UsageLine} counts them
 */
export function writeUsageCsv(by: UsageQuery['by'], lines: readonly UsageLine[]): string {
  const table = [[by, ...HEADINGS], ...lines.map(cellsOf)]
  return table.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function cellsOf({ key, calls, failed, usage, costUsd, unpriced }: UsageLine): (string | number)[] {
  const { input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning } = usage
  const tokens = [input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning]
  const cost = costUsd === 0 && unpriced > 0 ? '' : Number(costUsd.toFixed(9))
  return [key, calls, failed, ...tokens, cost, unpriced]
}

function field(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const text = defused(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A spreadsheet runs what begins like this as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
