import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { renameSubscription } from './actions.ts'
import { useSubscription } from './use-subscription.ts'

interface RenameDialogProps {
  readonly id: SubscriptionId
  readonly onClose: () => void
}

export default function RenameDialog({ id, onClose }: RenameDialogProps) {
  const subscription = useSubscription(id)
  return (
    <FormDialog
      title="Rename"
      act="Save"
      onClose={onClose}
      onSubmit={(form) => {
        const title = formText(form, 'title')
        return renameSubscription(id, title === '' ? null : title)
      }}
    >
      <Field
        label="Title"
        name="title"
        defaultValue={subscription?.title ?? ''}
        maxLength={300}
        autoFocus
        autoComplete="off"
        hint="Empty: the title that the feed gives itself."
      />
    </FormDialog>
  )
}
