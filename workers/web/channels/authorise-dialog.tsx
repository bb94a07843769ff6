import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { ExternalLink } from 'lucide-react'
import { Code } from '../ui/copy.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KIND_WORDS } from './kinds.ts'

interface AuthoriseDialogProps {
  readonly channel: Channel
  /** The platform's page that asks the person. */
  readonly authoriseUrl: string
  readonly onClose: () => void
}

/** Before the person allows it at the platform: the address of the way back has to be known there. */
export function AuthoriseDialog({ channel, authoriseUrl, onClose }: AuthoriseDialogProps) {
  const platform = KIND_WORDS[channel.kind]
  const house = channel.hookUrl === null ? globalThis.location.origin : new URL(channel.hookUrl).origin
  return (
    <Dialog title={`Allow it at ${platform}`} onClose={onClose} isDismissable={false}>
      <div className="dialog-body stack">
        <p className="is-soft">
          {platform} sends you back here afterwards, if it knows the way. Enter this address there first, as
          redirect or callback URL of your app.
        </p>
        <Code text={`${house}/api/channels/${channel.id}/authorised`} what="the address of the way back" />
      </div>
      <div className="dialog-foot">
        <button type="button" className="button is-quiet" onClick={onClose}>
          Later
        </button>
        <a className="button is-primary" href={authoriseUrl}>
          <ExternalLink aria-hidden="true" />
          Go to {platform}
        </a>
      </div>
    </Dialog>
  )
}
