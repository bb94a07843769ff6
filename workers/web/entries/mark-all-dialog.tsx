import type { MarkRead } from '@switchboard/shared-types/api/entries'
import { useQueryClient } from '@tanstack/react-query'
import { FormDialog } from '../ui/form-dialog.tsx'
import { markRead } from './actions.ts'

interface MarkAllDialogProps {
  readonly range: MarkRead
  readonly onClose: () => void
}

/** Asks before entries are marked that nobody has scrolled to. */
export default function MarkAllDialog({ range, onClose }: MarkAllDialogProps) {
  const client = useQueryClient()
  return (
    <FormDialog
      title="Mark everything as read?"
      act="Mark all as read"
      onClose={onClose}
      onSubmit={() => markRead(client, range)}
    >
      <p>
        The list goes on below what is loaded. All of it becomes read, which cannot be undone in one step.
      </p>
    </FormDialog>
  )
}
