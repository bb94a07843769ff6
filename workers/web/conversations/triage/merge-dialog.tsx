import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, api, done } from '../../app/api.ts'
import { shortAge } from '../../app/time.ts'
import { ChannelMark } from '../../channels/channel-mark.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { say } from '../../ui/toasts.tsx'
import { peopleWords } from '../words.ts'
import './triage.css'

interface MergeDialogProps {
  readonly into: ConversationSummary
  readonly onClose: () => void
  readonly onMerged: () => void
}

const TYPING_MS = 250

/** Picks a conversation whose messages are to go on in another one. */
export default function MergeDialog({ into, onClose, onMerged }: MergeDialogProps) {
  const [text, setText] = useState('')
  const [from, setFrom] = useState<ConversationId | null>(null)
  const { data, error } = useChoices(text)
  const choices = data?.filter(({ id }) => id !== into.id) ?? []
  const merge = async (): Promise<void> => {
    if (from === null) return
    await done(api.conversations[':id'].merge.$post({ param: { id: into.id }, json: { from } }))
    say('Merged')
    onMerged()
  }
  const now = Date.now()
  return (
    <FormDialog title="Merge" act="Merge" size="medium" onSubmit={merge} onClose={onClose}>
      <p className="is-soft">
        The messages of the conversation that you pick go on in <strong>{into.title}</strong>, and so does
        what is written there from now on. Single messages can be split off again.
      </p>
      <input
        className="input"
        type="text"
        inputMode="search"
        value={text}
        autoFocus
        maxLength={200}
        aria-label="Search for the other conversation"
        placeholder="Search"
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error !== null && <Problem error={error} />}
      <div className="merge-choices" role="radiogroup" aria-label="The other conversation">
        {choices.map((one) => (
          <label key={one.id} className="merge-choice">
            <input
              type="radio"
              name="from"
              value={one.id}
              required
              checked={from === one.id}
              onChange={() => setFrom(one.id)}
            />
            <ChannelMark kind={one.channelKind} />
            <span>
              <strong>{one.title}</strong>
              <small>
                {peopleWords(one)} · {shortAge(one.lastAt, now)}
              </small>
            </span>
          </label>
        ))}
        {data !== undefined && choices.length === 0 && (
          <p className="is-soft">There is no other conversation of these words.</p>
        )}
      </div>
    </FormDialog>
  )
}

/** What may be merged: the newest ones, or those of some words. */
function useChoices(text: string) {
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['conversation-choices', q],
    queryFn: async () => {
      const query = { view: 'all' as const, limit: '20', ...(q === '' ? {} : { q }) }
      return (await answer(api.conversations.$get({ query }))).conversations
    },
    placeholderData: (before) => before,
    gcTime: 0,
  })
}
