import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { group } from '../../app/inbox.ts'
import { fullTime, shortAge } from '../../app/time.ts'
import { ChannelMark } from '../../channels/channel-mark.tsx'
import { rowFrame, type RowPlace } from '../../ui/virtual-list/row-place.ts'
import { peopleWords, snippetWords } from '../words.ts'
import { ConversationMarks } from './conversation-marks.tsx'

interface ConversationRowProps extends RowPlace {
  readonly conversation: ConversationSummary
  readonly isSelected: boolean
}

/** A conversation in a list: who, about what, the newest words, and what waits. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, isOpen, isSelected, now } = props
  const { id, title, lastAt, unread, channelKind } = conversation
  const people = peopleWords(conversation)
  return (
    <div
      {...rowFrame(props)}
      className="row is-conversation"
      data-read={unread === 0}
      data-selected={isSelected}
      data-conversation={id}
    >
      <Link
        to="."
        search={({ entry: _, ...now_ }) => ({ ...now_, conversation: id })}
        replace={props.replace}
        resetScroll={false}
        className="row-link"
        aria-current={isOpen ? 'true' : undefined}
      >
        <span className="row-meta">
          <ChannelMark kind={channelKind} />
          <span className="row-source">{people}</span>
          {isSelected && <span className="hidden-visually">Selected</span>}
          <time dateTime={lastAt} title={fullTime(lastAt)}>
            {shortAge(lastAt, now)}
          </time>
        </span>
        <span className="row-text">
          <span className="row-title">
            {unread > 0 && <span className="hidden-visually">{unread} unread: </span>}
            {title}
          </span>
          <span className="row-snippet">{snippetWords(conversation, group !== null)}</span>
        </span>
        <ConversationMarks conversation={conversation} now={now} />
      </Link>
    </div>
  )
})
