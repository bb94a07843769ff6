import type { Attachment, Message } from '@switchboard/shared-types/api/conversations/message'
import { Download, File, Image } from 'lucide-react'
import { useState } from 'react'
import { sizeOf } from '../../entries/enclosures.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { attachmentUrl } from './attachment-url.ts'

const STATE_WORDS: Record<Attachment['state'], string | null> = {
  waiting: 'still with the platform: it is fetched when you open it',
  stored: null,
  refused: 'not kept: too large, or of a kind that may do harm',
  gone: 'gone at the platform',
}

const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif)$/i

/** The files of a message: pictures are shown by a click, everything else is downloaded. */
export function Attachments({ message }: { readonly message: Message }) {
  const [shown, setShown] = useState<Attachment | null>(null)
  if (message.attachments.length === 0) return null
  return (
    <ul className="attachments" aria-label="Attachments">
      {message.attachments.map((one) => (
        <li key={one.id}>
          <AttachmentLine message={message} attachment={one} onShow={() => setShown(one)} />
        </li>
      ))}
      {shown !== null && (
        <Dialog title={shown.name} size="large" onClose={() => setShown(null)}>
          <div className="dialog-body attachment-shown">
            <img src={attachmentUrl(message.conversationId, shown.id)} alt={shown.name} />
          </div>
          <div className="dialog-foot">
            <a
              className="button"
              href={attachmentUrl(message.conversationId, shown.id)}
              download={shown.name}
            >
              <Download aria-hidden="true" />
              Download
            </a>
          </div>
        </Dialog>
      )}
    </ul>
  )
}

interface AttachmentLineProps {
  readonly message: Message
  readonly attachment: Attachment
  readonly onShow: () => void
}

function AttachmentLine({ message, attachment, onShow }: AttachmentLineProps) {
  const { id, name, type, size, state } = attachment
  const words = STATE_WORDS[state]
  const isHere = state === 'stored' || state === 'waiting'
  const facts = [size === null ? null : sizeOf(size), words].filter((one) => one !== null).join(' · ')
  const label = (
    <>
      <span className="attachment-name">{name}</span>
      {facts !== '' && <small>{facts}</small>}
    </>
  )
  if (!isHere) {
    return (
      <span className="attachment is-missing">
        <File aria-hidden="true" />
        {label}
      </span>
    )
  }
  if (PICTURES.test(type)) {
    return (
      <button type="button" className="attachment" onClick={onShow}>
        <Image aria-hidden="true" />
        {label}
      </button>
    )
  }
  return (
    <a className="attachment" href={attachmentUrl(message.conversationId, id)} download={name}>
      <Download aria-hidden="true" />
      {label}
    </a>
  )
}
