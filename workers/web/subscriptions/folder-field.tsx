import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Field } from '../ui/field.tsx'
import { subscriptionsQuery } from './queries.ts'
import { folderNames } from './tree.ts'

interface FolderFieldProps {
  readonly initial: string
  readonly autoFocus?: boolean
}

/** Names a folder: one that exists, or a new one by typing its name. */
export function FolderField({ initial, autoFocus = false }: FolderFieldProps) {
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const listId = useId()
  return (
    <>
      <Field
        label="Folder"
        name="folder"
        defaultValue={initial}
        list={listId}
        maxLength={100}
        autoComplete="off"
        autoFocus={autoFocus}
        placeholder="None"
        hint="Choose one or type a new name. Empty: no folder."
      />
      <datalist id={listId}>
        {folderNames(subscriptions ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
