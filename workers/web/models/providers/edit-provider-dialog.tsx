import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { done } from '../../app/api.ts'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText, hasTick } from '../../ui/form-text.ts'
import { useModelRouter } from '../model-router.ts'
import { KINDS } from './kinds.ts'
import { ModelDefaults } from './model-defaults.tsx'

interface EditProviderDialogProps {
  readonly provider: Provider
  readonly onClose: () => void
}

export function EditProviderDialog({ provider, onClose }: EditProviderDialogProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  const isBound = KINDS[provider.kind].address === 'bound'
  return (
    <FormDialog
      title={provider.name}
      act="Save"
      size="medium"
      onClose={onClose}
      onSubmit={async (form) => {
        const json = {
          name: formText(form, 'name'),
          ...(isBound ? {} : { baseUrl: formText(form, 'baseUrl') }),
          defaultModel: formText(form, 'defaultModel') || null,
          smallModel: formText(form, 'smallModel') || null,
          free: hasTick(form, 'free'),
        }
        await done(router.api.providers[':id'].$patch({ param: { id: provider.id }, json }))
        await client.invalidateQueries({ queryKey: router.key })
      }}
    >
      <Field
        label="Name"
        name="name"
        required
        maxLength={60}
        defaultValue={provider.name}
        autoComplete="off"
      />
      {!isBound && (
        <Field
          label="Address"
          name="baseUrl"
          type="url"
          required
          maxLength={500}
          defaultValue={provider.baseUrl}
          autoComplete="off"
          hint="What comes before /chat/completions or /messages."
        />
      )}
      <ModelDefaults
        models={provider.models}
        defaultModel={provider.defaultModel}
        smallModel={provider.smallModel}
      />
      <Check
        name="free"
        label="Costs nothing per token"
        defaultChecked={provider.free}
        hint="As a model on one’s own machine."
      />
    </FormDialog>
  )
}
