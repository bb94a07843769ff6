import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { useQueryClient } from '@tanstack/react-query'
import { api, done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { routerKey } from '../queries.ts'

interface RevokeTokenDialogProps {
  readonly token: AgentToken
  readonly onClose: () => void
}

export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const client = useQueryClient()
  return (
    <FormDialog
      title={`Revoke ${token.name}?`}
      act="Revoke"
      danger
      onClose={onClose}
      onSubmit={async () => {
        await done(api.router.tokens[':id'].$delete({ param: { id: token.id } }))
        await client.invalidateQueries({ queryKey: routerKey })
      }}
    >
      <p>Whoever uses it is refused from the next call on. Its calls stay in the ledger.</p>
    </FormDialog>
  )
}
