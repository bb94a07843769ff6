import type { PersonId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { LoaderCircle } from 'lucide-react'
import { answer, api } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { sizeOf } from '../entries/enclosures.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/problem.tsx'

interface PersonDialogProps {
  readonly id: PersonId
  readonly onClose: () => void
}

export function PersonDialog({ id, onClose }: PersonDialogProps) {
  const { data: person, error } = useQuery({
    queryKey: ['admin', 'person', id],
    queryFn: () => answer(api.admin.people[':id'].$get({ param: { id } })),
  })
  return (
    <Dialog title={person?.name ?? 'Person'} size="small" onClose={onClose}>
      <div className="dialog-body">
        {error !== null && <Problem error={error} />}
        {person === undefined && error === null && <LoaderCircle aria-label="Loading" className="spinner" />}
        {person !== undefined && (
          <dl className="facts">
            <dt>E-mail</dt>
            <dd>{person.email}</dd>
            <dt>Joined</dt>
            <dd>{fullTime(person.createdAt)}</dd>
            <dt>Signed in on</dt>
            <dd>{person.sessions === 1 ? '1 device' : `${person.sessions} devices`}</dd>
            <dt>Subscriptions</dt>
            <dd>{person.subscriptions}</dd>
            <dt>Entries</dt>
            <dd>{person.entries}</dd>
            <dt>Storage</dt>
            <dd>{sizeOf(person.storageBytes)}</dd>
            <dt>Id</dt>
            <dd className="is-code">{person.id}</dd>
          </dl>
        )}
      </div>
    </Dialog>
  )
}
