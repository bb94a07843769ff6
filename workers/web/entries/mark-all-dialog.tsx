import type { MarkRead } from '@switchboard/shared-types/api/entries'
import { useQueryClient } from '@tanstack/react-query'
import { Dialog } from '../ui/dialog.tsx'
import { markRead } from './actions.ts'

interface MarkAllDialogProps {
  readonly range: MarkRead
  readonly onClose: () => void
}

/** Asks before entries are marked that nobody has scrolled to. */
export default function MarkAllDialog({ range, onClose }: MarkAllDialogProps) {
  const client = useQueryClient()
  return (
    <Dialog title="Mark everything as read?" size="small" alert onClose={onClose}>
      <p className="dialog-body">
        The list goes on below what is loaded. All of it becomes read, which cannot be undone in one step.
      </p>
      <div className="dialog-foot">
        <button type="button" className="button is-quiet" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button is-primary"
          onClick={() => {
            void markRead(client, range)
            onClose()
          }}
        >
          Mark all as read
        </button>
      </div>
    </Dialog>
  )
}
