import { RefreshCw } from 'lucide-react'
import { phase } from '../live/live.ts'
import { useStore } from '../ui/store.ts'

/** The server has moved on to a version that this page does not speak. */
export function OutdatedHint() {
  if (useStore(phase) !== 'outdated') return null
  return (
    <div className="outdated" role="alert">
      <span>There is a new version of Switchboard.</span>
      <button type="button" className="button is-primary" onClick={() => globalThis.location.reload()}>
        <RefreshCw aria-hidden="true" />
        Reload
      </button>
    </div>
  )
}
