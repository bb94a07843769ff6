import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useNavigate } from '@tanstack/react-router'
import { answer, api } from '../../app/api.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import { say } from '../../ui/toasts.tsx'

/** Takes a message and those after it out into a conversation of their own. */
export function SplitDialog({
  message,
  onClose,
}: {
  readonly message: Message
  readonly onClose: () => void
}) {
  const navigate = useNavigate()
  const split = async (form: HTMLFormElement): Promise<void> => {
    const title = formText(form, 'title')
    const { conversation } = await answer(
      api.conversations[':id'].split.$post({
        param: { id: message.conversationId },
        json: { from: message.id, ...(title === '' ? {} : { title }) },
      }),
    )
    say('Split off')
    await navigate({ to: '/conversations', search: { conversation } })
  }
  return (
    <FormDialog title="Split off from here" act="Split off" onSubmit={split} onClose={onClose}>
      <p className="is-soft">
        This message and those after it of the same thread become a conversation of their own, and so does
        what is written there from now on.
      </p>
      <Field
        label="Title"
        name="title"
        maxLength={200}
        autoComplete="off"
        autoFocus
        hint="Empty: as the thread is called."
      />
    </FormDialog>
  )
}
