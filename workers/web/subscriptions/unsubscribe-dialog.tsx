import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api, done } from '../app/api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useSubscription } from './use-subscription.ts'

interface UnsubscribeDialogProps {
  readonly id: SubscriptionId
  readonly onClose: () => void
}

export default function UnsubscribeDialog({ id, onClose }: UnsubscribeDialogProps) {
  const navigate = useNavigate()
  const { subscription: shown } = useParams({ strict: false })
  const subscription = useSubscription(id)
  const unsubscribe = async (): Promise<void> => {
    await done(api.subscriptions[':id'].$delete({ param: { id } }))
    if (shown === id) await navigate({ to: '/', replace: true })
  }
  return (
    <FormDialog title="Unsubscribe?" act="Unsubscribe" danger onClose={onClose} onSubmit={unsubscribe}>
      <p>
        <strong>{subscription?.title ?? 'This feed'}</strong> and all of its entries leave your inbox, starred
        ones as well.
      </p>
    </FormDialog>
  )
}
