import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { useQueryClient } from '@tanstack/react-query'
import { api, done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { routerKey } from '../queries.ts'
import { ContentField, readContentDays, readTokenForm, TokenFields } from './token-fields.tsx'
import { isOwn } from './words.ts'

interface TokenDialogProps {
  readonly token: AgentToken
  readonly onClose: () => void
}

export function EditTokenDialog({ token, onClose }: TokenDialogProps) {
  const client = useQueryClient()
  return (
    <FormDialog
      title={token.name}
      act="Save"
      onClose={onClose}
      onSubmit={async (form) => {
        const json = isOwn(token)
          ? { contentDays: readContentDays(form) }
          : readTokenForm(form, Date.now(), token)
        await done(api.router.tokens[':id'].$patch({ param: { id: token.id }, json }))
        await client.invalidateQueries({ queryKey: routerKey })
      }}
    >
      {isOwn(token) ? <ContentField known={token} /> : <TokenFields known={token} />}
    </FormDialog>
  )
}
