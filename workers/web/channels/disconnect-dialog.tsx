import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQueryClient } from '@tanstack/react-query'
import { api, done } from '../app/api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { channelsKey } from './queries.ts'

interface DisconnectDialogProps {
  readonly channel: Channel
  readonly onClose: () => void
}

export function DisconnectDialog({ channel, onClose }: DisconnectDialogProps) {
  const client = useQueryClient()
  const disconnect = async (): Promise<void> => {
    await done(api.channels[':id'].$delete({ param: { id: channel.id } }))
    await client.invalidateQueries({ queryKey: channelsKey })
  }
  return (
    <FormDialog title="Disconnect?" act="Disconnect" danger onSubmit={disconnect} onClose={onClose}>
      <p>
        Nothing comes in through <strong>{channel.name}</strong> any more, and nothing leaves. Its credentials
        are forgotten; its conversations stay.
        {channel.waiting > 0 && ` ${channel.waiting} messages that still wait will not leave.`}
      </p>
    </FormDialog>
  )
}
