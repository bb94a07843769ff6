import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { Copy, Ellipsis, Pencil, Reply, Scissors, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, type MenuChoice } from '../../ui/menu.tsx'
import { say } from '../../ui/toasts.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { ReactDialog } from './react-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'

interface MessageActionsProps {
  readonly message: Message
  readonly features: ChannelFeatures | undefined
  readonly onReply: (message: Message) => void
}

type Asked = 'edit' | 'delete' | 'split' | 'react'

const LEFT = new Set(['sent', 'delivered', 'read'])

/** What can be done with one message. */
export function MessageActions({ message, features, onReply }: MessageActionsProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  const isNote = message.direction === 'note'
  const isOurs =
    message.direction === 'out' && (message.delivery === null || LEFT.has(message.delivery.state))
  const mayEdit = isNote || (isOurs && features?.edit === true)
  const mayDelete = isNote || (isOurs && features?.delete === true)
  const mayReply = !isNote && features?.send === true
  const mayReact = !isNote && features?.react === true
  const choices: MenuChoice[] = [
    ...(mayReply ? [{ icon: Reply, text: 'Reply to it', onChoose: () => onReply(message) }] : []),
    ...(mayReact ? [{ icon: SmilePlus, text: 'React', onChoose: () => setAsked('react') }] : []),
    { icon: Copy, text: 'Copy the text', onChoose: () => void copy(message.text) },
    ...(mayEdit ? [{ icon: Pencil, text: 'Edit', onChoose: () => setAsked('edit') }] : []),
    { icon: Scissors, text: 'Split off from here', onChoose: () => setAsked('split') },
    ...(mayDelete
      ? [{ icon: Trash2, text: 'Delete', danger: true, onChoose: () => setAsked('delete') }]
      : []),
  ]
  return (
    <div className="message-actions">
      {mayReply && <IconButton icon={Reply} label="Reply to this message" onClick={() => onReply(message)} />}
      {mayReact && <IconButton icon={SmilePlus} label="React" onClick={() => setAsked('react')} />}
      <Menu label="More about this message" button={<Ellipsis aria-hidden="true" />} choices={choices} />
      {asked === 'edit' && <EditDialog message={message} onClose={close} />}
      {asked === 'delete' && <DeleteDialog message={message} onClose={close} />}
      {asked === 'split' && <SplitDialog message={message} onClose={close} />}
      {asked === 'react' && <ReactDialog message={message} onClose={close} />}
    </div>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say('Copied')
  } catch {
    say('This browser lets the page copy nothing. Select the text and copy it yourself.')
  }
}
