import type { RawFeed } from '../parse/raw.ts'
import type { FeedHints } from '../types.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
}

/** Reads ttl, skipHours, skipDays and sy:* into numbers; what is not one of their values is as if absent. */
export function toHints(raw: RawFeed): FeedHints {
  const hours = raw.skipHours
    .map((hour) => Number.parseInt(hour, 10))
    .filter((hour) => hour >= 0 && hour <= 24)
  const days = raw.skipDays
    .map((day) => DAYS.indexOf(day.trim().slice(0, 3).toLowerCase()))
    .filter((day) => day >= 0)
  return {
    ttlMinutes: positive(Number.parseFloat(raw.ttl ?? '')),
    updateMinutes: updateMinutes(raw),
    // The RSS 0.91 text counts hours from 1 to 24.
    skipHours: [...new Set(hours.map((hour) => hour % 24))].toSorted((a, b) => a - b),
    skipDays: [...new Set(days)].toSorted((a, b) => a - b),
  }
}

function updateMinutes(raw: RawFeed): number | null {
  const period = PERIOD_MINUTES[raw.updatePeriod?.trim().toLowerCase() ?? '']
  if (period === undefined) return null
  return period / (positive(Number.parseFloat(raw.updateFrequency ?? '')) ?? 1)
}

function positive(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? value : null
}
