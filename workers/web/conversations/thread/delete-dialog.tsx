import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { api, done } from '../../app/api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

/** Asks before something that was said is taken away. */
export function DeleteDialog({
  message,
  onClose,
}: {
  readonly message: Message
  readonly onClose: () => void
}) {
  const remove = (): Promise<void> =>
    done(
      api.conversations[':id'].messages[':message'].$delete({
        param: { id: message.conversationId, message: message.id },
      }),
    )
  const isNote = message.direction === 'note'
  return (
    <FormDialog
      title={isNote ? 'Delete the note?' : 'Delete the message?'}
      act="Delete"
      danger
      onSubmit={remove}
      onClose={onClose}
    >
      <p>
        {isNote
          ? 'Nobody but you has seen it.'
          : 'It is deleted at the platform as well. Who has read it has read it.'}
      </p>
    </FormDialog>
  )
}
