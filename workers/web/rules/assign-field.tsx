import { PersonId } from '@switchboard/shared-types/ids'
import { useMembers } from '../groups/use-group.ts'
import { SelectField } from '../ui/select-field.tsx'

interface AssignFieldProps {
  readonly value: PersonId | null
  readonly onChoose: (to: PersonId | null) => void
}

/** Whose conversations become that nobody has yet. */
export function AssignField({ value, onChoose }: AssignFieldProps) {
  const members = useMembers()
  return (
    <SelectField
      label="Assign to"
      value={value ?? ''}
      hint="Where nobody has the conversation yet."
      onChange={(event) => onChoose(PersonId.safeParse(event.currentTarget.value).data ?? null)}
    >
      <option value="">Nobody</option>
      {members.map(({ person, name }) => (
        <option key={person} value={person}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
