import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import { FormDialog } from '../../ui/form-dialog.tsx'

interface RemoveRouteDialogProps {
  readonly route: ModelRoute
  readonly onRemove: () => Promise<void>
  readonly onClose: () => void
}

export function RemoveRouteDialog({ route, onRemove, onClose }: RemoveRouteDialogProps) {
  return (
    <FormDialog title={`Remove ${route.name}?`} act="Remove" danger onSubmit={onRemove} onClose={onClose}>
      <p>Its calls go by the routes below it. To keep it for later, turn it off instead.</p>
    </FormDialog>
  )
}
