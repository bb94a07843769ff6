import type { Provider } from '@switchboard/shared-types/api/router/providers'
import { useQueryClient } from '@tanstack/react-query'
import { api, done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { counted } from '../format.ts'
import { routerKey } from '../queries.ts'

interface RemoveProviderDialogProps {
  readonly provider: Provider
  readonly onClose: () => void
}

export function RemoveProviderDialog({ provider, onClose }: RemoveProviderDialogProps) {
  const client = useQueryClient()
  return (
    <FormDialog
      title={`Remove ${provider.name}?`}
      act="Remove"
      danger
      onClose={onClose}
      onSubmit={async () => {
        await done(api.router.providers[':id'].$delete({ param: { id: provider.id } }))
        await client.invalidateQueries({ queryKey: routerKey })
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
