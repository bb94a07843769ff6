import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, LoaderCircle } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useCommands } from '../../app/commands.ts'
import { group } from '../../app/inbox.ts'
import { channelsQuery } from '../../channels/queries.ts'
import { Problem } from '../../ui/problem.tsx'
import { say, sayProblem } from '../../ui/toasts.tsx'
import { useMinute } from '../../ui/use-minute.ts'
import { linesOf } from './lines.ts'
import { MessageItem } from './message-item.tsx'
import { SearchDialog } from './search-dialog.tsx'
import type { Talk } from './talk.ts'
import { useOlder } from './use-older.ts'
import { useThreadScroll } from './use-thread-scroll.ts'

interface MessageListProps {
  readonly id: ConversationId
  readonly talk: Talk | undefined
  readonly isTypedElsewhere: boolean
  readonly isSearching: boolean
  readonly onSearched: () => void
  readonly onReply: (message: Message) => void
}

/** The messages, newest at the bottom; older ones come as one scrolls up. */
export function MessageList(props: MessageListProps) {
  const { id, talk, isTypedElsewhere, isSearching, onSearched, onReply } = props
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const now = useMinute()
  const { data: channels } = useQuery(channelsQuery)
  const features = useMemo(() => new Map(channels?.map((one) => [one.id, one.features])), [channels])
  const messages = talk?.messages ?? NONE
  const lines = useMemo(() => linesOf(messages, now), [messages, now])
  const older = useOlder(id, talk)
  const scroll = useThreadScroll(scroller, content, messages, older.load)
  useCommands({
    newest: scroll.toNewest,
    'page-down': () => scroller.current?.scrollBy({ top: scroller.current.clientHeight * 0.85 }),
  })
  const show = (message: MessageId): void => {
    const line = content.current?.querySelector(`[data-message="${message}"]`)
    line?.scrollIntoView({ block: 'center' })
    line?.classList.add('is-shown')
    setTimeout(() => line?.classList.remove('is-shown'), 1_500)
  }
  const goTo = async (message: Message): Promise<void> => {
    onSearched()
    try {
      if (!(await older.reach(message.no))) return say('It lies too far back to be shown here')
      requestAnimationFrame(() => requestAnimationFrame(() => show(message.id)))
    } catch (error) {
      sayProblem(error)
    }
  }
  return (
    <div className="thread-frame">
      <div
        ref={scroller}
        className="thread-scroll"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        onScroll={scroll.onScroll}
      >
        <div ref={content} className="thread-content">
          {older.error !== null && <Problem error={older.error} />}
          {talk === undefined && (
            <p className="thread-wait" role="status">
              <LoaderCircle aria-hidden="true" className="spinner" />
              <span className="hidden-visually">Loading</span>
            </p>
          )}
          {lines.map((line) => {
            if (line.kind === 'day') {
              return (
                <h2 key={line.key} className="thread-day">
                  {line.text}
                </h2>
              )
            }
            if (line.kind === 'pause') return <hr key={line.key} className="thread-pause" />
            const { message, goesOn } = line
            return (
              <MessageItem
                key={line.key}
                message={message}
                goesOn={goesOn}
                features={message.channelId === null ? undefined : features.get(message.channelId)}
                onReply={onReply}
                onShow={show}
              />
            )
          })}
          {isTypedElsewhere && (
            <p className="thread-typing">
              {group === null ? 'You are writing on another device…' : 'Somebody is writing…'}
            </p>
          )}
        </div>
      </div>
      {older.isLoading && (
        <p className="thread-wait is-older" role="status">
          <LoaderCircle aria-hidden="true" className="spinner" />
          <span className="hidden-visually">Loading older messages</span>
        </p>
      )}
      {isSearching && (
        <SearchDialog id={id} onChoose={(message) => void goTo(message)} onClose={onSearched} />
      )}
      {!scroll.isAtBottom && (
        <button type="button" className="to-newest" onClick={scroll.toNewest}>
          <ArrowDown aria-hidden="true" />
          {scroll.arrived === 0 ? 'Newest' : `${scroll.arrived} new`}
        </button>
      )}
    </div>
  )
}

const NONE: readonly never[] = []
