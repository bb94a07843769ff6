import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useCommands } from '../../app/commands.ts'
import { Problem } from '../../ui/problem.tsx'
import { Composer } from '../composer/composer.tsx'
import { findSummary } from '../list/queries.ts'
import { useListedSummary } from '../list/use-listed-summary.ts'
import { changeConversations } from '../triage/change.ts'
import type { Triage } from '../triage/use-triage.ts'
import { UnderstoodPanel } from '../understood/understood-panel.tsx'
import { MessageList } from './message-list.tsx'
import { conversationQuery, summaryQuery, talkQuery } from './queries.ts'
import { ThreadHead } from './thread-head.tsx'
import { useRoom } from './use-room.ts'

interface ThreadProps {
  readonly id: ConversationId
  readonly triage: Triage
}

/** An open conversation: what it is about, what was said, and the answer in the making. */
export function Thread({ id, triage }: ThreadProps) {
  const conversation = useQuery(conversationQuery(id))
  const talk = useQuery(talkQuery(id))
  const summary = useListedSummary(id)
  useQuery({ ...summaryQuery(id), enabled: summary === undefined })
  const room = useRoom(id)
  const [isSearching, setSearching] = useState(false)
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  useReadWhenSeen(id, summary?.lastAt)

  useCommands({ 'search-conversation': () => setSearching(true) })

  const mergedInto = conversation.data?.mergedInto ?? null
  const error = conversation.error ?? talk.error
  return (
    <>
      <ThreadHead
        conversation={conversation.data}
        summary={summary}
        triage={triage}
        room={room}
        onSearch={() => setSearching(true)}
      />
      {mergedInto !== null && (
        <p className="thread-notice">
          This conversation was merged into another one.{' '}
          <Link to="." search={(now) => ({ ...now, conversation: mergedInto })} replace>
            Open it
          </Link>
        </p>
      )}
      <UnderstoodPanel id={id} analysis={conversation.data?.analysis ?? null} />
      {error !== null && talk.data === undefined && <Problem error={error} />}
      <MessageList
        id={id}
        talk={talk.data}
        isTypedElsewhere={room.isTypedElsewhere}
        isSearching={isSearching}
        onSearched={() => setSearching(false)}
        onReply={setReplyTo}
      />
      {conversation.data !== undefined && mergedInto === null && (
        <Composer
          conversation={conversation.data}
          replyTo={replyTo}
          onReplyTaken={() => setReplyTo(null)}
          onType={room.type}
        />
      )}
    </>
  )
}

/** What is on a page that somebody looks at has been read: when it is opened, and when more of it comes. */
function useReadWhenSeen(id: ConversationId, lastAt: string | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    let isSeen = false
    const look = (): void => {
      const summary = findSummary(client, id)
      if (isSeen || summary === undefined || document.visibilityState !== 'visible') return
      isSeen = true
      if (summary.unread > 0) void changeConversations(client, [summary], { read: true })
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [client, id, lastAt])
}
