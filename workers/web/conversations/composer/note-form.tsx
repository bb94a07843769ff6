import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { answer, api } from '../../app/api.ts'
import { group } from '../../app/inbox.ts'
import { sayProblem } from '../../ui/toasts.tsx'
import { keepMessage } from '../thread/queries.ts'
import { isSendKey } from './send-key.ts'

interface NoteFormProps {
  readonly id: ConversationId
  /** Grows whenever somebody asks to write here. */
  readonly asked: number
}

/** A note to oneself in the thread. */
export function NoteForm({ id, asked }: NoteFormProps) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (asked > 0) area.current?.focus()
  }, [asked])
  const save = useMutation({
    mutationFn: (words: string) =>
      answer(api.conversations[':id'].notes.$post({ param: { id }, json: { text: words } })),
    onSuccess: (message) => {
      keepMessage(client, message)
      setText('')
    },
    onError: sayProblem,
  })
  const submit = (): void => {
    if (text.trim() !== '' && !save.isPending) save.mutate(text.trim())
  }
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <textarea
        ref={area}
        className="composer-text"
        rows={2}
        maxLength={20_000}
        value={text}
        aria-label="Your note"
        placeholder={group === null ? 'A note that nobody else sees' : 'A note that only this group sees'}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const isLeaving = event.key === 'Escape'
          if (!isLeaving && !isSendKey(event)) return
          event.preventDefault()
          if (isLeaving) return area.current?.blur()
          submit()
        }}
      />
      <div className="composer-foot">
        <span className="composer-state" />
        <button type="submit" className="button" aria-disabled={text.trim() === '' || save.isPending}>
          <StickyNote aria-hidden="true" />
          Keep the note
        </button>
      </div>
    </form>
  )
}
