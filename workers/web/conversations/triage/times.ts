export interface Preset {
  readonly text: string
  readonly at: Date
}

/** @returns the times that people ask for most, in their own time zone, none of them in the past */
export function presets(now: Date): Preset[] {
  const all = [
    { text: 'In an hour', at: new Date(now.getTime() + 3_600_000) },
    { text: 'This evening', at: atHour(now, 0, 18) },
    { text: 'Tomorrow morning', at: atHour(now, 1, 9) },
    { text: 'Next week', at: atHour(now, daysToMonday(now), 9) },
    { text: 'In a month', at: inAMonth(now) },
  ]
  return all.filter(({ at }) => at.getTime() > now.getTime() + 60_000)
}

/** A time as `datetime-local` fields hold it. */
export function toLocalField(at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** @returns the time that a `datetime-local` field holds, or null where it holds none that lies ahead */
export function fromLocalField(value: string, now: Date): Date | null {
  const at = new Date(value)
  return value === '' || Number.isNaN(at.getTime()) || at <= now ? null : at
}

/** "Mon 23 Nov, 09:00" */
export function shortTime(at: Date): string {
  return at.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}

function atHour(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
}

function daysToMonday(now: Date): number {
  return (8 - now.getDay()) % 7 || 7
}

/** The last day of a month that is shorter. */
function inAMonth(now: Date): Date {
  const last = new Date(now.getFullYear(), now.getMonth() + 2, 0).getDate()
  return new Date(now.getFullYear(), now.getMonth() + 1, Math.min(now.getDate(), last), 9)
}
