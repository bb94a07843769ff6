import { LoaderCircle } from 'lucide-react'

/** What stands in a part's place until its data is there. */
export function Waiting() {
  return (
    <div className="waiting" role="status">
      <LoaderCircle aria-hidden="true" className="spinner" />
      <span className="hidden-visually">Loading</span>
    </div>
  )
}
