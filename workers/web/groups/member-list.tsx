import { GroupRole, type Group, type GroupMember } from '@switchboard/shared-types/api/groups'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, done } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { Face } from '../ui/face.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Problem } from '../ui/problem.tsx'
import { useAct } from '../ui/use-act.ts'
import { groupsKey, membersQuery } from './queries.ts'
import { useMe } from './use-group.ts'
import { ROLE_WORDS } from './words.ts'

/** Who belongs to a group, and as what; an owner changes both. */
export function MemberList({ group }: { readonly group: Group }) {
  const { data: members, error } = useQuery(membersQuery(group.id))
  const [leaving, setLeaving] = useState<GroupMember | null>(null)
  if (error !== null) return <Problem error={error} />
  return (
    <>
      <ul className="members">
        {members?.map((member) => (
          <Member key={member.person} group={group} member={member} onRemove={() => setLeaving(member)} />
        ))}
      </ul>
      {leaving !== null && <RemoveDialog group={group} member={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

interface MemberProps {
  readonly group: Group
  readonly member: GroupMember
  readonly onRemove: () => void
}

function Member({ group, member, onRemove }: MemberProps) {
  const me = useMe()
  const act = useAct(groupsKey[0])
  const { person, name, email, role, joinedAt } = member
  const change = (next: GroupRole): void => {
    const param = { group: group.id, person }
    void act(
      () => done(api.groups[':group'].members[':person'].$patch({ param, json: { role: next } })),
      `${name} is ${next === 'owner' ? 'an owner' : 'a member'} now`,
    )
  }
  return (
    <li aria-label={name}>
      <Face name={name} seed={person} />
      <div>
        <p>
          {name}
          {person === me && <span className="health-word">You</span>}
        </p>
        <small title={`Since ${fullTime(joinedAt)}`}>{email}</small>
      </div>
      {group.role === 'owner' ? (
        <select
          aria-label={`Role of ${name}`}
          value={role}
          onChange={(event) => change(GroupRole.parse(event.currentTarget.value))}
        >
          {GroupRole.options.map((one) => (
            <option key={one} value={one}>
              {ROLE_WORDS[one]}
            </option>
          ))}
        </select>
      ) : (
        <span className="is-soft">{ROLE_WORDS[role]}</span>
      )}
      {group.role === 'owner' && person !== me && (
        <button type="button" className="button" onClick={onRemove}>
          Remove
          <span className="hidden-visually"> {name}</span>
        </button>
      )}
    </li>
  )
}

interface RemoveDialogProps {
  readonly group: Group
  readonly member: GroupMember
  readonly onClose: () => void
}

function RemoveDialog({ group, member: { person, name }, onClose }: RemoveDialogProps) {
  const act = useAct(groupsKey[0])
  const remove = async (): Promise<void> => {
    const param = { group: group.id, person }
    await act(
      () => done(api.groups[':group'].members[':person'].$delete({ param })),
      `${name} no longer belongs to ${group.name}`,
    )
  }
  return (
    <FormDialog title={`Remove ${name}?`} act="Remove" danger onSubmit={remove} onClose={onClose}>
      <p>{name} no longer sees this inbox, and what was assigned to them is nobody’s again.</p>
    </FormDialog>
  )
}
