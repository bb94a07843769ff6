import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { openDialog } from '../app/dialogs.ts'
import { HEALTH_WORDS } from './health-badge.tsx'

/** Above the list of a feed that brings nothing: why, and where to read more. */
export function FeedNotice({
  subscription: { id, health, healthReason },
}: {
  readonly subscription: Subscription
}) {
  if (health === 'ok' || health === 'new') return null
  return (
    <p className="feed-notice">
      <span>
        <strong>{HEALTH_WORDS[health]}.</strong> {healthReason}
      </span>
      <button type="button" className="link-button" onClick={() => openDialog.set({ kind: 'history', id })}>
        History
      </button>
    </p>
  )
}
