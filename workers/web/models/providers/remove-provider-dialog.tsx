import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useModelRouter } from '../model-router.ts'
import { counted } from '../format.ts'

interface RemoveProviderDialogProps {
  readonly provider: Provider
  readonly onClose: () => void
}

export function RemoveProviderDialog({ provider, onClose }: RemoveProviderDialogProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  return (
    <FormDialog
      title={`Remove ${provider.name}?`}
      act="Remove"
      danger
      onClose={onClose}
      onSubmit={async () => {
        await done(router.api.providers[':id'].$delete({ param: { id: provider.id } }))
        await client.invalidateQueries({ queryKey: router.key })
      }}
    >
      <p>
        {provider.keys.length === 0
          ? 'It is gone at once. '
          : `It is gone at once, with ${counted(provider.keys.length, 'key')}. `}
        What was used and paid stays in the ledger.
      </p>
    </FormDialog>
  )
}
