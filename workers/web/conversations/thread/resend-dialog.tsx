import type { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { keepMessage } from './queries.ts'

interface ResendDialogProps {
  readonly message: Message
  readonly delivery: Delivery
  readonly onClose: () => void
}

/** Asks before an answer is sent once more, for it may be there twice then. */
export function ResendDialog({ message, delivery, onClose }: ResendDialogProps) {
  const client = useQueryClient()
  // One question is one answer, however often its button is pressed.
  const [key] = useState(() => crypto.randomUUID())
  const resend = async (): Promise<void> => {
    const { id, conversationId } = message
    const sent = await answer(
      api.conversations[':id'].messages[':message'].resend.$post({
        param: { id: conversationId, message: id },
        json: { key },
      }),
    )
    keepMessage(client, sent)
  }
  return (
    <FormDialog title="Send it again?" act="Send again" onSubmit={resend} onClose={onClose}>
      {delivery.state === 'unknown' ? (
        <p>
          It may have arrived. Look at the platform first: if it is there, sending it again shows it twice.
        </p>
      ) : (
        <p>The platform did not take it. {delivery.reason}</p>
      )}
      <blockquote className="resend-text">{message.text}</blockquote>
    </FormDialog>
  )
}
