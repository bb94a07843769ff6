import type { Chat, Message, User } from '@grammyjs/types'
import { badRequest, Refusal } from './refusal.ts'

export interface FakeChat {
  readonly chat: Chat
  readonly topics: Set<number>
  readonly messages: Map<number, Message>
  /** The bot's own. */
  readonly reactions: Map<number, readonly string[]>
  /** What the bot's messages reply to. */
  readonly replies: Map<number, number>
  closed: boolean
  movedTo: number | null
}

/** The chats that the bot is in, with all that was said there. */
export class Chats {
  readonly #chats = new Map<number, FakeChat>()
  readonly #me: User
  #lastMessage = 0

  constructor(me: User) {
    this.#me = me
  }

  open(chat: Chat): FakeChat {
    const known = this.#chats.get(chat.id)
    if (known !== undefined) return known
    const opened: FakeChat = {
      chat,
      topics: new Set(),
      messages: new Map(),
      reactions: new Map(),
      replies: new Map(),
      closed: false,
      movedTo: null,
    }
    this.#chats.set(chat.id, opened)
    return opened
  }

  /** @throws Refusal as the Bot API says it */
  writable(id: number | null): FakeChat {
    const found = id === null ? undefined : this.#chats.get(id)
    if (found === undefined) throw badRequest('chat not found')
    if (found.movedTo !== null) {
      const moved = 'group chat was upgraded to a supergroup chat'
      throw badRequest(moved, { migrate_to_chat_id: found.movedTo })
    }
    const gone =
      found.chat.type === 'private' ? 'bot was blocked by the user' : 'bot was kicked from the group chat'
    if (found.closed) throw new Refusal(403, `Forbidden: ${gone}`)
    return found
  }

  /** A message of somebody, or of the bot where it names nobody. */
  say(chat: FakeChat, said: Partial<Message>, now: number): Message {
    const message_id = ++this.#lastMessage
    const date = Math.floor(now / 1_000)
    const message: Message = { message_id, date, chat: chat.chat, from: this.#me, ...said }
    chat.messages.set(message_id, message)
    return message
  }

  own(chat: FakeChat, id: number | null, missing: string): Message {
    const message = id === null ? undefined : chat.messages.get(id)
    if (message === undefined) throw badRequest(missing)
    if (message.from?.id !== this.#me.id) throw badRequest("message can't be edited")
    return message
  }
}
