import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { keepMessage } from './queries.ts'

/** Changes what was said, here and at the platform. */
export function EditDialog({
  message,
  onClose,
}: {
  readonly message: Message
  readonly onClose: () => void
}) {
  const client = useQueryClient()
  const [text, setText] = useState(message.text)
  const save = async (): Promise<void> => {
    const { id, conversationId } = message
    const changed = await answer(
      api.conversations[':id'].messages[':message'].$patch({
        param: { id: conversationId, message: id },
        json: { text },
      }),
    )
    keepMessage(client, changed)
  }
  return (
    <FormDialog
      title={message.direction === 'note' ? 'Edit the note' : 'Edit the message'}
      act="Save"
      size="medium"
      onSubmit={save}
      onClose={onClose}
    >
      <textarea
        className="input"
        aria-label="Text"
        rows={6}
        required
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {message.direction === 'out' && (
        <p className="is-soft">People at the platform see that it was edited.</p>
      )}
    </FormDialog>
  )
}
