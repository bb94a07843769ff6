import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import { useNavigate } from '@tanstack/react-router'
import { useState, type PointerEvent } from 'react'
import { useModelRouter } from '../model-router.ts'
import { dayWords } from './days.ts'
import { axisWords, isUnknown, lineWords, partsOf, PARTS, roundTop, sumOf, type Measure } from './series.ts'

const HEIGHT = 100
const LEVELS = [1, 0.5, 0]

interface DayChartProps {
  readonly measure: Measure
  readonly lines: readonly UsageLine[]
}

/** A bar for each day. It is a picture to the eye; the table below it says the same to everybody. */
export function DayChart({ measure, lines }: DayChartProps) {
  const navigate = useNavigate()
  const { place } = useModelRouter()
  const [pointed, setPointed] = useState<number | null>(null)
  const top = roundTop(Math.max(...lines.map((line) => sumOf(measure, line))))
  const shown = pointed === null ? undefined : lines[pointed]
  const point = (event: PointerEvent): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const at = Math.floor(((event.clientX - left) / width) * lines.length)
    setPointed(Math.min(lines.length - 1, Math.max(0, at)))
  }
  return (
    <figure className="chart">
      <figcaption>
        {shown === undefined ? (
          <Legend measure={measure} lines={lines} />
        ) : (
          <span className="chart-shown">
            <strong>{dayWords(shown.key, 'long')}</strong> {lineWords(shown)}
          </span>
        )}
      </figcaption>
      <div className="chart-body">
        <div className="chart-levels" aria-hidden="true">
          {LEVELS.map((level) => (
            <span key={level}>{axisWords(measure, top * level)}</span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={`${PARTS[measure].join(', ')} by day, from ${dayWords(lines[0]?.key ?? '')} to ${dayWords(lines.at(-1)?.key ?? '')}; the table below has the figures`}
          viewBox={`0 0 ${lines.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setPointed(null)}
          onClick={() => {
            if (shown === undefined || shown.calls === 0) return
            void navigate({ to: `${place}/calls`, search: { day: shown.key } })
          }}
        >
          {pointed !== null && <rect className="chart-pointed" x={pointed} y={0} width={1} height={HEIGHT} />}
          {lines.map((line, day) => (
            <Bar key={line.key} measure={measure} line={line} day={day} top={top} />
          ))}
        </svg>
      </div>
      <div className="chart-days" aria-hidden="true">
        {ticksOf(lines).map(({ key }) => (
          <span key={key}>{dayWords(key)}</span>
        ))}
      </div>
    </figure>
  )
}

interface BarProps {
  readonly measure: Measure
  readonly line: UsageLine
  readonly day: number
  readonly top: number
}

function Bar({ measure, line, day, top }: BarProps) {
  const heights = partsOf(measure, line).map((part) => (part / top) * HEIGHT)
  const floors = heights.map((_, part) => heights.slice(0, part).reduce((sum, height) => sum + height, 0))
  const tip = heights.reduce((sum, height) => sum + height, 0)
  return (
    <>
      {heights.map(
        (height, part) =>
          height > 0 && (
            <rect
              // The parts of a bar keep their order.
              key={part}
              className={`chart-part is-${measure}-${part}`}
              x={day + 0.14}
              width={0.72}
              y={HEIGHT - (floors[part] ?? 0) - height}
              height={height}
            />
          ),
      )}
      {isUnknown(measure, line) && (
        <rect
          className="chart-unknown"
          x={day + 0.14}
          width={0.72}
          y={Math.max(0, HEIGHT - tip - 5)}
          height={4}
        />
      )}
    </>
  )
}

/** What the colours mean, and that a mark stands for what nobody knows. */
function Legend({ measure, lines }: DayChartProps) {
  return (
    <span className="chart-legend">
      {PARTS[measure].map((name, part) => (
        <span key={name}>
          <i className={`is-${measure}-${part}`} />
          {name}
        </span>
      ))}
      {lines.some((line) => isUnknown(measure, line)) && (
        <span>
          <i className="is-unknown" />
          and calls without a known price
        </span>
      )}
    </span>
  )
}

/** @returns up to five days at even distances, the first and the last among them */
function ticksOf(lines: readonly UsageLine[]): UsageLine[] {
  const count = Math.min(5, lines.length)
  const places = Array.from({ length: count }, (_, tick) =>
    Math.round((tick * (lines.length - 1)) / Math.max(1, count - 1)),
  )
  return places.flatMap((place) => lines[place] ?? [])
}
