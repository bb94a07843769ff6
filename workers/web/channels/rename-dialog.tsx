import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { keepChannel } from './cache.ts'

interface RenameDialogProps {
  readonly channel: Channel
  readonly onClose: () => void
}

export function RenameDialog({ channel, onClose }: RenameDialogProps) {
  const client = useQueryClient()
  const rename = async (form: HTMLFormElement): Promise<void> => {
    const json = { name: formText(form, 'name') }
    keepChannel(client, await answer(api.channels[':id'].$patch({ param: { id: channel.id }, json })))
  }
  return (
    <FormDialog title="Rename" act="Save" onSubmit={rename} onClose={onClose}>
      <Field
        label="Name"
        name="name"
        defaultValue={channel.name}
        maxLength={100}
        required
        autoFocus
        autoComplete="off"
      />
    </FormDialog>
  )
}
