import type { ConversationId } from '@switchboard/shared-types/ids'
import { useMutation } from '@tanstack/react-query'
import { Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { sayProblem } from '../../ui/toasts.tsx'
import type { DraftKeeper } from './draft-keeper.ts'
import { upload } from './upload.ts'
import { noteUpload } from './uploads.ts'

interface AttachButtonProps {
  readonly conversation: ConversationId
  readonly keeper: DraftKeeper
}

/** Puts files beside the answer. */
export function AttachButton({ conversation, keeper }: AttachButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const attachment = await upload(conversation, file)
        noteUpload(attachment)
        keeper.write({ attachments: [...keeper.kept.get().words.attachments, attachment.id] })
      }
    },
    onError: sayProblem,
  })
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          attach.mutate([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <IconButton
        icon={Paperclip}
        label={attach.isPending ? 'Attaching…' : 'Attach files'}
        aria-disabled={attach.isPending}
        onClick={() => {
          if (!attach.isPending) input.current?.click()
        }}
      />
    </>
  )
}
