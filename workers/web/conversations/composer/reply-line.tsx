import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { Reply, X } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { talkQuery } from '../thread/queries.ts'

interface ReplyLineProps {
  readonly conversation: ConversationId
  readonly message: MessageId
  readonly onDrop: () => void
}

/** Which message is answered. */
export function ReplyLine({ conversation, message, onDrop }: ReplyLineProps) {
  const { data: talk } = useQuery({ ...talkQuery(conversation), enabled: false })
  const found = talk?.messages.find(({ id }) => id === message)
  return (
    <div className="composer-reply">
      <Reply aria-hidden="true" />
      <span>
        {found === undefined
          ? 'Reply to an earlier message'
          : `${found.author.name}: ${found.text.slice(0, 200)}`}
      </span>
      <IconButton icon={X} label="Answer no message in particular" onClick={onDrop} />
    </div>
  )
}
