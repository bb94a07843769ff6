import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { answer } from '../../app/api.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import { useModelRouter } from '../model-router.ts'
import { runTest } from './tests.ts'

interface AddKeyDialogProps {
  readonly provider: Provider
  readonly onClose: () => void
}

export function AddKeyDialog({ provider, onClose }: AddKeyDialogProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  return (
    <FormDialog
      title={`A key for ${provider.name}`}
      act="Add and try it"
      onClose={onClose}
      onSubmit={async (form) => {
        const json = { label: formText(form, 'label'), secret: formText(form, 'secret') }
        const key = await answer(router.api.providers[':id'].keys.$post({ param: { id: provider.id }, json }))
        await client.invalidateQueries({ queryKey: router.key })
        void runTest(client, router, provider.id, key.id)
      }}
    >
      <Field
        label="Key"
        name="secret"
        type="password"
        required
        maxLength={2000}
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        autoFocus
        hint="It is sealed here and never shown again."
      />
      <Field
        label="Label"
        name="label"
        required
        maxLength={60}
        defaultValue={provider.keys.length === 0 ? 'key' : `key ${provider.keys.length + 1}`}
        autoComplete="off"
        hint="Only for you, to tell keys apart."
      />
    </FormDialog>
  )
}
