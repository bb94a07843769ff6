import { ConversationId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'
import { SelectField } from '../ui/select-field.tsx'

interface ForwardFieldProps {
  readonly value: ConversationId | null
  readonly onChoose: (to: ConversationId | null) => void
}

/** Where messages are sent on to. */
export function ForwardField({ value, onChoose }: ForwardFieldProps) {
  const { data: conversations = [] } = useQuery({
    queryKey: ['conversation-choices', ''],
    queryFn: async () =>
      (await answer(api.conversations.$get({ query: { view: 'all', limit: '50' } }))).conversations,
    gcTime: 0,
  })
  const isListed = value === null || conversations.some(({ id }) => id === value)
  return (
    <SelectField
      label="Send the text on to"
      value={value ?? ''}
      hint="Only under a standing permission for the channel of that conversation: see below the rules."
      onChange={(event) => onChoose(ConversationId.safeParse(event.currentTarget.value).data ?? null)}
    >
      <option value="">Nobody</option>
      {!isListed && value !== null && <option value={value}>An older conversation</option>}
      {conversations.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </SelectField>
  )
}
