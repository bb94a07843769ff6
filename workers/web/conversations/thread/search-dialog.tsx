import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, api } from '../../app/api.ts'
import { fullTime } from '../../app/time.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAuthorWords } from './use-author-words.ts'

interface SearchDialogProps {
  readonly id: ConversationId
  readonly onChoose: (message: Message) => void
  readonly onClose: () => void
}

const TYPING_MS = 250

/** Finds what was said in a conversation, however long ago. */
export function SearchDialog({ id, onChoose, onClose }: SearchDialogProps) {
  const [text, setText] = useState('')
  const { data: found, error } = useFound(id, text)
  return (
    <Dialog title="Search in this conversation" onClose={onClose}>
      <div className="dialog-body stack">
        <input
          className="input"
          type="text"
          inputMode="search"
          value={text}
          autoFocus
          maxLength={200}
          aria-label="Words to look for"
          placeholder="Search"
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {error !== null && <Problem error={error} />}
        {found?.length === 0 && <p className="is-soft">Nothing of these words was said here.</p>}
        <ol className="found-messages">
          {found?.map((message) => (
            <Found key={message.id} message={message} onChoose={onChoose} />
          ))}
        </ol>
      </div>
    </Dialog>
  )
}

function Found({ message, onChoose }: { readonly message: Message } & Pick<SearchDialogProps, 'onChoose'>) {
  const { name } = useAuthorWords(message)
  return (
    <li>
      <button type="button" onClick={() => onChoose(message)}>
        <strong>{name}</strong>
        <small>{fullTime(message.at)}</small>
        <span>{message.text}</span>
      </button>
    </li>
  )
}

function useFound(id: ConversationId, text: string) {
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['found-messages', id, q],
    queryFn: async () => {
      const query = { q, limit: '30' }
      return (await answer(api.conversations[':id'].messages.$get({ param: { id }, query }))).messages
    },
    enabled: q !== '',
    gcTime: 0,
  })
}
