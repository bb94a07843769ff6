import type { GroupInvitation } from '@switchboard/shared-types/api/groups'
import type { GroupId } from '@switchboard/shared-types/ids'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { answer, api, done } from '../app/api.ts'
import { fullTime, relative } from '../app/time.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Problem } from '../ui/problem.tsx'
import { useAct } from '../ui/use-act.ts'
import { useMinute } from '../ui/use-minute.ts'
import { groupsKey, invitationsQuery } from './queries.ts'
import { useNames } from './use-group.ts'

/** Makes links by which others join, and takes back those that nobody has followed. */
export function Invitations({ group }: { readonly group: GroupId }) {
  const client = useQueryClient()
  const { data: open, error } = useQuery(invitationsQuery(group))
  const invite = useMutation({
    mutationFn: () => answer(api.groups[':group'].invitations.$post({ param: { group } })),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(group).queryKey }),
  })
  const made = invite.data
  const isOpen = made !== undefined && (open === undefined || open.some(({ id }) => id === made.id))
  return (
    <>
      <p className="panel-lead">
        Each link lets one person join. It is shown once: copy it before you leave this page.
      </p>
      <button
        type="button"
        className="button"
        aria-disabled={invite.isPending}
        onClick={() => invite.mutate()}
      >
        <Link2 aria-hidden="true" />
        Make a link
      </button>
      {invite.error !== null && <Problem error={invite.error} />}
      {isOpen && <NewLink code={made.code} expiresAt={made.expiresAt} />}
      {error !== null && <Problem error={error} />}
      {open !== undefined && open.length > 0 && (
        <ul className="invitations" aria-label="Links that nobody has followed yet">
          {open.map((invitation) => (
            <Invitation key={invitation.id} group={group} invitation={invitation} />
          ))}
        </ul>
      )}
    </>
  )
}

function NewLink({ code, expiresAt }: { readonly code: string; readonly expiresAt: string }) {
  const address = `${globalThis.location.origin}/join?${new URLSearchParams({ code })}`
  return (
    <div className="group-link" role="status">
      <code>{address}</code>
      <CopyButton text={address} what="the link" />
      <small>Good until {fullTime(expiresAt)}</small>
    </div>
  )
}

interface InvitationProps {
  readonly group: GroupId
  readonly invitation: GroupInvitation
}

function Invitation({ group, invitation: { id, invitedBy, createdAt, expiresAt } }: InvitationProps) {
  const act = useAct(groupsKey[0])
  const nameOf = useNames()
  const now = useMinute()
  const revoke = (): void => {
    const param = { group, invitation: id }
    void act(() => done(api.groups[':group'].invitations[':invitation'].$delete({ param })), 'Taken back')
  }
  return (
    <li>
      <div>
        <p>
          A link by {nameOf(invitedBy) === 'You' ? 'you' : nameOf(invitedBy)}, {relative(createdAt, now)}
        </p>
        <small>Nobody has followed it yet. Good until {fullTime(expiresAt)}</small>
      </div>
      <button type="button" className="button" onClick={revoke}>
        Take back
      </button>
    </li>
  )
}
