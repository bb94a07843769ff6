import { ArrowUp } from 'lucide-react'
import './new-pill.css'

interface NewPillProps {
  readonly count: number
  readonly onShow: () => void
}

/** What arrived while one was reading or further down waits here until it is asked in. */
export function NewPill({ count, onShow }: NewPillProps) {
  return (
    <div className="new-pill-place" role="status">
      {count > 0 && (
        <button type="button" className="new-pill" onClick={onShow}>
          <ArrowUp aria-hidden="true" />
          {count} new
        </button>
      )}
    </div>
  )
}
