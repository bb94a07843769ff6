/** The stretches of time that a digest is offered for. */
export const PERIODS = {
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'The last 7 days',
  month: 'The last 30 days',
}
export type PeriodName = keyof typeof PERIODS

export interface Period {
  readonly from: string
  readonly to: string
}

/** @returns from the beginning of a day of the person's own, to the end of yesterday or to now */
export function periodNamed(name: PeriodName, now: Date): Period {
  switch (name) {
    case 'today':
      return { from: dayBefore(now, 0), to: now.toISOString() }
    case 'yesterday':
      return { from: dayBefore(now, 1), to: dayBefore(now, 0) }
    case 'week':
      return { from: dayBefore(now, 6), to: now.toISOString() }
    case 'month':
      return { from: dayBefore(now, 29), to: now.toISOString() }
  }
}

/** @param first @param last days as a date field gives them; both belong to the period */
export function periodBetween(first: string, last: string): Period {
  return { from: dayBefore(new Date(`${first}T00:00`), 0), to: dayBefore(new Date(`${last}T00:00`), -1) }
}

/** A period as a person says it: "21 November", "15 to 21 November". */
export function periodWords({ from, to }: Period, now: Date): string {
  const first = new Date(from)
  // What ends at midnight does not reach into the day that begins there.
  const last = new Date(Date.parse(to) - 1)
  const words = (date: Date, isShort: boolean): string =>
    date.toLocaleDateString('en-GB', {
      day: 'numeric',
      ...(isShort ? {} : { month: 'long' }),
      ...(isShort || date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    })
  if (first.toDateString() === last.toDateString()) return words(last, false)
  const isOneMonth = first.getMonth() === last.getMonth() && first.getFullYear() === last.getFullYear()
  return `${words(first, isOneMonth)} to ${words(last, false)}`
}

/** The midnight so many days before that of a moment's own day; a day is not always 24 hours long. */
function dayBefore(moment: Date, days: number): string {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - days).toISOString()
}
