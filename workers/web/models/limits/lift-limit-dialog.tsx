import type { Limit } from '@switchboard/shared-types/api/router/limits'
import { useQueryClient } from '@tanstack/react-query'
import { done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useModelRouter } from '../model-router.ts'
import { ScopeWords } from './limit-line.tsx'
import { limitWords } from './words.ts'

interface LiftLimitDialogProps {
  readonly limit: Limit
  readonly onClose: () => void
}

export function LiftLimitDialog({ limit, onClose }: LiftLimitDialogProps) {
  const router = useModelRouter()
  const client = useQueryClient()
  return (
    <FormDialog
      title="Lift this limit?"
      act="Lift it"
      danger
      onClose={onClose}
      onSubmit={async () => {
        await done(router.api.limits[':id'].$delete({ param: { id: limit.id } }))
        await client.invalidateQueries({ queryKey: router.key })
      }}
    >
      <p>
        {limitWords(limit)} <ScopeWords scope={limit.scope} />. Calls are no longer refused because of it.
      </p>
    </FormDialog>
  )
}
