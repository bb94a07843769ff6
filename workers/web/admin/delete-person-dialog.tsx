import type { PersonRow } from '@switchboard/shared-types/api/admin'
import { useQueryClient } from '@tanstack/react-query'
import { api, done } from '../app/api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'

interface DeletePersonDialogProps {
  readonly person: PersonRow
  readonly onClose: () => void
}

export function DeletePersonDialog({ person, onClose }: DeletePersonDialogProps) {
  const client = useQueryClient()
  return (
    <FormDialog
      title={`Delete ${person.name}?`}
      act="Delete this person"
      danger
      onClose={onClose}
      onSubmit={async () => {
        await done(api.admin.people[':id'].$delete({ param: { id: person.id } }))
        await client.invalidateQueries({ queryKey: ['admin'] })
      }}
    >
      <p>
        The account of {person.email} and everything in their inbox is erased for good. They are signed out
        everywhere at once.
      </p>
    </FormDialog>
  )
}
