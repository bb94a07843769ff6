import type { AttachmentId, ConversationId } from '@switchboard/shared-types/ids'
import { File, X } from 'lucide-react'
import { sizeOf } from '../../entries/enclosures.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useStore } from '../../ui/store.ts'
import { attachmentUrl } from '../thread/attachment-url.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { uploads } from './uploads.ts'

interface DraftFilesProps {
  readonly conversation: ConversationId
  readonly keeper: DraftKeeper
  readonly attachments: readonly AttachmentId[]
}

/** The files that go along with the answer. */
export function DraftFiles({ conversation, keeper, attachments }: DraftFilesProps) {
  const known = useStore(uploads)
  if (attachments.length === 0) return null
  return (
    <ul className="attachments" aria-label="Files of the draft">
      {attachments.map((id, index) => {
        const name = known.get(id)?.name ?? `File ${index + 1}`
        const size = known.get(id)?.size ?? null
        return (
          <li key={id} className="draft-file">
            <a className="attachment" href={attachmentUrl(conversation, id)} download>
              <File aria-hidden="true" />
              <span className="attachment-name">{name}</span>
              {size !== null && <small>{sizeOf(size)}</small>}
            </a>
            <IconButton
              icon={X}
              label={`Leave out ${name}`}
              onClick={() => keeper.write({ attachments: attachments.filter((one) => one !== id) })}
            />
          </li>
        )
      })}
    </ul>
  )
}
