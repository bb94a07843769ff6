import type { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import type { Message, MessagePage } from '@switchboard/shared-types/api/conversations/message'
import type { MessageId } from '@switchboard/shared-types/ids'

/** The messages of a conversation that the page holds, oldest first. */
export interface Talk {
  readonly messages: readonly Message[]
  /** For the page before; null at the beginning of the talk. */
  readonly nextCursor: string | null
}

export function fromPage({ messages, nextCursor }: MessagePage): Talk {
  return { messages: messages.toReversed(), nextCursor }
}

/** Adds the page before the oldest message. */
export function withOlder(talk: Talk, page: MessagePage): Talk {
  return { messages: inOrder([...page.messages, ...talk.messages]), nextCursor: page.nextCursor }
}

/** Takes the newest page in, and keeps what is older as far as the two meet. */
export function withNewest(talk: Talk | undefined, page: MessagePage): Talk {
  const fresh = fromPage(page)
  const oldest = fresh.messages[0]
  const meets = talk?.messages.some(({ id }) => id === oldest?.id) ?? false
  if (talk === undefined || oldest === undefined || !meets) return fresh
  const older = talk.messages.filter(({ no }) => no < oldest.no)
  return { messages: [...older, ...fresh.messages], nextCursor: talk.nextCursor }
}

/** A message that is new or otherwise than before. One that lies behind the loaded pages comes with them. */
export function withMessage(talk: Talk, message: Message): Talk {
  const oldest = talk.messages[0]
  if (talk.nextCursor !== null && oldest !== undefined && message.no < oldest.no) return talk
  return { ...talk, messages: inOrder([...talk.messages, message]) }
}

export function withoutMessages(talk: Talk, ids: readonly MessageId[]): Talk {
  const gone = new Set(ids)
  return { ...talk, messages: talk.messages.filter(({ id }) => !gone.has(id)) }
}

export function withDelivery(talk: Talk, id: MessageId, delivery: Delivery): Talk {
  return {
    ...talk,
    messages: talk.messages.map((one) => (one.id === id ? { ...one, delivery } : one)),
  }
}

/** Of two with one id the later one is taken. */
function inOrder(messages: readonly Message[]): Message[] {
  return [...new Map(messages.map((one) => [one.id, one])).values()].toSorted((a, b) => a.no - b.no)
}
