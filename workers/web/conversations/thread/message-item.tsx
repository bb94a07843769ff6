import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { memo } from 'react'
import { fullTime } from '../../app/time.ts'
import { EntryFrame } from '../../entries/entry-frame.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Attachments } from './attachments.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { MessageActions } from './message-actions.tsx'
import { MessageText } from './message-text.tsx'
import { Reactions } from './reactions.tsx'
import { useAuthorWords } from './use-author-words.ts'

interface MessageItemProps {
  readonly message: Message
  readonly goesOn: boolean
  readonly features: ChannelFeatures | undefined
  readonly onReply: (message: Message) => void
  readonly onShow: (id: Message['id']) => void
}

const NATURE_WORDS = { ordinary: null, auto: 'automatic', bulk: 'mailing', bounce: 'bounce' } as const

/** One message of a thread: who, when, what was said, and what became of it. */
export const MessageItem = memo(function MessageItem({
  message,
  goesOn,
  features,
  onReply,
  onShow,
}: MessageItemProps) {
  const { direction, author, at, deletedAt, editedAt, nature, replyTo, act } = message
  const { name, title } = useAuthorWords(message)
  return (
    <article
      className={`message is-${direction}${goesOn ? ' goes-on' : ''}${message.html === null ? '' : ' has-html'}`}
      aria-label={`${direction === 'note' ? 'Note' : name}, ${fullTime(at)}`}
      data-message={message.id}
    >
      {direction === 'in' && !goesOn && <Monogram title={author.name} seed={author.key} />}
      <div className="message-bubble">
        {!goesOn && (
          <header className="message-head">
            <strong>{title}</strong>
            {direction === 'in' && author.handle !== null && <span>{author.handle}</span>}
            {author.bot && <span className="mark">bot</span>}
            {NATURE_WORDS[nature] !== null && <span className="mark">{NATURE_WORDS[nature]}</span>}
          </header>
        )}
        {replyTo !== null && (
          <button type="button" className="message-quote" onClick={() => onShow(replyTo.id)}>
            <strong>{replyTo.author}</strong>
            <span>{replyTo.snippet}</span>
          </button>
        )}
        {deletedAt === null ? (
          <Body message={message} />
        ) : (
          <p className="message-gone">This message was deleted.</p>
        )}
        <footer className="message-foot">
          <time dateTime={at} title={fullTime(at)}>
            {clock(at)}
          </time>
          {editedAt !== null && deletedAt === null && <span title={fullTime(editedAt)}>edited</span>}
          {act !== null && <span className={`message-act is-${act.state}`}>{actWords(act)}</span>}
        </footer>
        <Reactions message={message} canReact={features?.react ?? false} />
        {direction === 'out' && <DeliveryLine message={message} />}
      </div>
      {deletedAt === null && <MessageActions message={message} features={features} onReply={onReply} />}
    </article>
  )
})

function Body({ message }: { readonly message: Message }) {
  return (
    <>
      {message.html === null ? (
        message.text !== '' && <MessageText text={message.text} />
      ) : (
        <EntryFrame key={message.html} html={message.html} title={`Message of ${message.author.name}`} />
      )}
      <Attachments message={message} />
    </>
  )
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

function actWords({ type, state, reason }: NonNullable<Message['act']>): string {
  const what = { edit: 'The change', delete: 'Deleting it', react: 'The reaction' }[type]
  const how = {
    pending: 'is on its way to the platform',
    failed: 'did not work',
    unknown: 'may or may not have worked',
  }[state]
  return `${what} ${how}.${reason === null ? '' : ` ${reason}`}`
}
