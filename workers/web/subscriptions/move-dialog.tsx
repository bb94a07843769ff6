import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { moveSubscription } from './actions.ts'
import { FolderField } from './folder-field.tsx'
import { useSubscription } from './use-subscription.ts'

interface MoveDialogProps {
  readonly id: SubscriptionId
  readonly onClose: () => void
}

export default function MoveDialog({ id, onClose }: MoveDialogProps) {
  const subscription = useSubscription(id)
  return (
    <FormDialog
      title={`Move ${subscription?.title ?? ''}`}
      act="Move"
      onClose={onClose}
      onSubmit={(form) => {
        const folder = formText(form, 'folder')
        return moveSubscription(id, folder === '' ? null : folder)
      }}
    >
      <FolderField initial={subscription?.folder ?? ''} autoFocus />
    </FormDialog>
  )
}
