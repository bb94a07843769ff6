import type { Group } from '@switchboard/shared-types/api/groups'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, done } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { groupsKey } from './queries.ts'
import { useMe } from './use-group.ts'

interface GroupDialogProps {
  readonly group: Group
  readonly onClose: () => void
}

export function RenameGroupDialog({ group, onClose }: GroupDialogProps) {
  const client = useQueryClient()
  const rename = async (form: HTMLFormElement): Promise<void> => {
    const json = { name: formText(form, 'name') }
    await answer(api.groups[':group'].$patch({ param: { group: group.id }, json }))
    await client.invalidateQueries({ queryKey: groupsKey })
  }
  return (
    <FormDialog title="Rename the group" act="Rename" onSubmit={rename} onClose={onClose}>
      <Field label="Name" name="name" defaultValue={group.name} maxLength={100} required autoFocus />
    </FormDialog>
  )
}

export function LeaveGroupDialog({ group, onClose }: GroupDialogProps) {
  const me = useMe()
  const leave = async (): Promise<void> => {
    if (me === undefined) return
    await done(api.groups[':group'].members[':person'].$delete({ param: { group: group.id, person: me } }))
    globalThis.location.assign('/')
  }
  return (
    <FormDialog
      title={`Leave ${group.name}?`}
      act="Leave"
      danger
      onSubmit={leave}
      onClose={onClose}
      closesWhenDone={false}
    >
      <p>
        {group.members === 1
          ? 'You are its only member: the group and everything in it is erased for good.'
          : 'To come back you need a new invitation.'}
      </p>
    </FormDialog>
  )
}

export function DeleteGroupDialog({ group, onClose }: GroupDialogProps) {
  const [typed, setTyped] = useState('')
  const isSure = typed.trim() === group.name
  const remove = async (): Promise<void> => {
    await done(api.groups[':group'].$delete({ param: { group: group.id } }))
    globalThis.location.assign('/')
  }
  return (
    <FormDialog
      title={`Delete ${group.name}?`}
      act="Delete everything"
      danger
      onSubmit={remove}
      onClose={onClose}
      closesWhenDone={false}
    >
      <p>This erases the inbox of all its members, with every conversation in it. It cannot be undone.</p>
      <Field
        label={`Type “${group.name}”, to be sure`}
        name="name"
        value={typed}
        autoComplete="off"
        required
        autoFocus
        pattern={literally(group.name)}
        title="The name of the group"
        problem={typed !== '' && !isSure ? 'This is not its name yet.' : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** @returns a pattern that a field holds to when exactly this is typed */
function literally(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/gu, String.raw`\$&`)
}
