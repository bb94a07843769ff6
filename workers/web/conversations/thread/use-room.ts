import type { Conversation } from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { RoomEvent } from '@switchboard/shared-types/realtime/room-frames'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { reload } from '../../app/reload.ts'
import { conversationKey, talkKey } from './queries.ts'
import { enterRoom, type Room } from './room.ts'
import { followConversation, followTalk, story } from './story.ts'
import type { Talk } from './talk.ts'

/** Somebody who has not pressed a key for so long is no longer writing. */
const TYPING_MS = 4_000

/** Follows a conversation live, as long as the component is there. */
export function useRoom(id: ConversationId) {
  const client = useQueryClient()
  const room = useRef<Room | null>(null)
  const [others, setOthers] = useState(0)
  const [typedAt, setTypedAt] = useState<number | null>(null)
  useEffect(() => {
    const entered = enterRoom(id, {
      heard: (event) => followRoom(client, id, event),
      missed: () => {
        story.forget()
        reload(client, conversationKey(id))
        reload(client, talkKey(id))
      },
      others: setOthers,
      typing: () => setTypedAt(Date.now()),
    })
    room.current = entered
    return () => {
      entered.leave()
      room.current = null
    }
  }, [client, id])
  useEffect(() => {
    if (typedAt === null) return
    const timer = setTimeout(() => setTypedAt(null), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typedAt])
  return { others, isTypedElsewhere: typedAt !== null, type: () => room.current?.type() }
}

/** Brings what the page holds of a conversation up to date with an event of its room. */
function followRoom(client: QueryClient, id: ConversationId, event: RoomEvent): void {
  story.note({ conversation: id, event })
  client.setQueryData<Talk>(talkKey(id), (talk) => talk && followTalk(talk, event))
  client.setQueryData<Conversation>(conversationKey(id), (known) => known && followConversation(known, event))
}
