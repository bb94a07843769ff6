import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Segments } from '../../ui/segments.tsx'
import type { UsageSearch } from '../address.ts'
import { useModelRouter } from '../model-router.ts'
import { eachDay, type Days } from './days.ts'

const RANGES = [
  { value: '7', text: '7 days' },
  { value: '30', text: '30 days' },
  { value: '90', text: '90 days' },
  { value: '365', text: 'A year' },
  { value: 'own', text: 'Other' },
] as const
type Range = (typeof RANGES)[number]['value']

const SEARCH: Record<Exclude<Range, 'own'>, UsageSearch> = {
  '7': { days: 7 },
  '30': {},
  '90': { days: 90 },
  '365': { days: 365 },
}

interface RangePickerProps {
  readonly days: Days
  /** Whether the days are the person's own choice. */
  readonly isOwn: boolean
}

/** Which days are shown; they stand in the page's address. */
export function RangePicker({ days, isOwn }: RangePickerProps) {
  const navigate = useNavigate()
  const { place } = useModelRouter()
  const [from, setFrom] = useState(days.from)
  const [until, setUntil] = useState(days.until)
  const go = (search: UsageSearch): void =>
    void navigate({ to: `${place}/usage`, search, replace: true, resetScroll: false })
  const choose = (range: Range): void => {
    if (range !== 'own') return go(SEARCH[range])
    setFrom(days.from)
    setUntil(days.until)
    go(days)
  }
  const change = (next: Days): void => {
    setFrom(next.from)
    setUntil(next.until)
    if (eachDay(next).length > 0) go(next)
  }
  return (
    <div className="range">
      <Segments label="Days" choices={RANGES} value={isOwn ? 'own' : rangeOf(days)} onChoose={choose} />
      {isOwn && (
        <div className="range-own">
          <input
            type="date"
            className="input"
            aria-label="First day"
            value={from}
            max={until}
            onChange={({ target }) => change({ from: target.value, until })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="date"
            className="input"
            aria-label="Last day"
            value={until}
            min={from}
            onChange={({ target }) => change({ from, until: target.value })}
          />
        </div>
      )}
    </div>
  )
}

function rangeOf(days: Days): Range {
  const count = String(eachDay(days).length)
  return RANGES.find(({ value }) => value === count)?.value ?? 'own'
}
