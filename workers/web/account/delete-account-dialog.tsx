import { api, done } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formSecret } from '../ui/form-text.ts'

interface DeleteAccountDialogProps {
  readonly onClose: () => void
  readonly onDeleted: () => void
}

export function DeleteAccountDialog({ onClose, onDeleted }: DeleteAccountDialogProps) {
  return (
    <FormDialog
      title="Delete your account?"
      act="Delete everything"
      danger
      onClose={onClose}
      onSubmit={async (form) => {
        await done(api.account.$delete({ json: { password: formSecret(form, 'password') } }))
        onDeleted()
      }}
    >
      <p>This erases your inbox with all its subscriptions, entries and stars. It cannot be undone.</p>
      <Field
        label="Your password, to be sure it is you"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
      />
    </FormDialog>
  )
}
