import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQuery } from '@tanstack/react-query'
import { relative } from '../app/time.ts'
import { Code } from '../ui/copy.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/problem.tsx'
import { Waiting } from '../models/waiting.tsx'
import { unreadableQuery } from './queries.ts'

interface UnreadableDialogProps {
  readonly channel: Channel
  readonly onClose: () => void
}

/** What was accepted from a platform and not understood: nothing of it is lost. */
export function UnreadableDialog({ channel, onClose }: UnreadableDialogProps) {
  const { data: payloads, error } = useQuery(unreadableQuery(channel.id))
  const now = Date.now()
  return (
    <Dialog title="Not understood" size="large" onClose={onClose}>
      <div className="dialog-body stack" tabIndex={0} role="region" aria-label="Payloads">
        <p className="is-soft">
          {channel.name} sent this, and it was accepted, but it is of no kind that is known here. It is kept
          for inspection.
        </p>
        {error !== null && <Problem error={error} />}
        {payloads === undefined && error === null && <Waiting />}
        {payloads?.map(({ no, at, reason, body }) => (
          <details key={no} className="fold">
            <summary>
              {relative(at, now)}: {reason}
            </summary>
            <Code text={body} what="the payload" />
          </details>
        ))}
      </div>
    </Dialog>
  )
}
