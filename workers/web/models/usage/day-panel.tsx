import type { UsageReport } from '@switchboard/shared-types/api/router/calls'
import { useState } from 'react'
import { Segments } from '../../ui/segments.tsx'
import { DayChart } from './day-chart.tsx'
import { DayTable } from './day-table.tsx'
import { eachDay, type Days } from './days.ts'
import { filled, type Measure } from './series.ts'

const MEASURES = [
  { value: 'cost', text: 'Cost' },
  { value: 'tokens', text: 'Tokens' },
  { value: 'calls', text: 'Calls' },
] as const

interface DayPanelProps {
  readonly days: Days
  readonly report: UsageReport
}

export function DayPanel({ days, report }: DayPanelProps) {
  const [measure, setMeasure] = useState<Measure>(report.total.costUsd > 0 ? 'cost' : 'tokens')
  const lines = filled(eachDay(days), report.lines)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>By day</h2>
        <Segments label="What is shown" choices={MEASURES} value={measure} onChoose={setMeasure} />
      </div>
      <DayChart measure={measure} lines={lines} />
      <details className="fold">
        <summary>As a table</summary>
        <DayTable lines={lines} />
      </details>
    </section>
  )
}
