import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { AuthoriseDialog } from './authorise-dialog.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { HookDialog } from './hook-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { UnreadableDialog } from './unreadable-dialog.tsx'

export type ChannelDialog = 'credentials' | 'hook' | 'new-hook' | 'rename' | 'disconnect' | 'unreadable'

export type ShownDialog =
  | { readonly dialog: 'connect' }
  | { readonly dialog: ChannelDialog; readonly channel: Channel }
  | { readonly dialog: 'authorise'; readonly channel: Channel; readonly authoriseUrl: string }

interface ChannelDialogsProps {
  readonly shown: ShownDialog | null
  readonly onShow: (shown: ShownDialog | null) => void
}

/** Whichever dialog about a channel is open. */
export function ChannelDialogs({ shown, onShow }: ChannelDialogsProps) {
  if (shown === null) return null
  const close = (): void => onShow(null)
  const authorise = (channel: Channel, authoriseUrl: string): void =>
    onShow({ dialog: 'authorise', channel, authoriseUrl })
  const goOn = (connected: Channel, authoriseUrl: string | null): void => {
    if (authoriseUrl !== null) authorise(connected, authoriseUrl)
    else onShow(connected.hookUrl === null ? null : { dialog: 'new-hook', channel: connected })
  }
  if (shown.dialog === 'connect') return <ConnectDialog onClose={close} onConnected={goOn} />
  if (shown.dialog === 'authorise') {
    return <AuthoriseDialog channel={shown.channel} authoriseUrl={shown.authoriseUrl} onClose={close} />
  }
  const { dialog, channel } = shown
  switch (dialog) {
    case 'credentials':
      return (
        <ConnectDialog
          channel={channel}
          onClose={close}
          onConnected={(connected, url) => (url === null ? close() : authorise(connected, url))}
        />
      )
    case 'hook':
    case 'new-hook':
      return <HookDialog channel={channel} isNew={dialog === 'new-hook'} onClose={close} />
    case 'rename':
      return <RenameDialog channel={channel} onClose={close} />
    case 'disconnect':
      return <DisconnectDialog channel={channel} onClose={close} />
    case 'unreadable':
      return <UnreadableDialog channel={channel} onClose={close} />
  }
}
