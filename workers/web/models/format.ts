/** US dollars, as exact as the amount is small; what is unknown is said to be. */
export function dollars(amount: number | null): string {
  if (amount === null) return 'unknown'
  if (amount === 0) return '$0'
  if (amount < 0.000_1) return '< $0.0001'
  const digits = amount < 0.01 ? 4 : amount < 1 ? 3 : 2
  return `$${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`
}

/** A count in few letters: 950, 12.4k, 3.1M. */
export function short(count: number): string {
  if (count < 1_000) return String(count)
  const [size, letter] = count < 999_500 ? [1_000, 'k'] : count < 999_500_000 ? [1e6, 'M'] : [1e9, 'G']
  const value = count / size
  return `${value < 99.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)}${letter}`
}

/** A count in full, its thousands apart. */
export function full(count: number): string {
  return count.toLocaleString('en-GB')
}

/** A count with the word for what is counted. @param many where it is not the word with an s */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${full(count)} ${count === 1 ? one : many}`
}

/** A time span. @param ms in milliseconds */
export function span(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A time span that somebody has chosen, in its own unit where it is a whole number of one. */
export function chosenSpan(seconds: number): string {
  for (const [size, word] of UNITS) if (seconds % size === 0) return counted(seconds / size, word)
  return counted(seconds, 'second')
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const

/** Several things in one sentence: "a, b and c". */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return new Intl.ListFormat('en-GB', { type: last === 'and' ? 'conjunction' : 'disjunction' }).format(words)
}
