import type { Author, ThreadRef } from '@switchboard/shared-types/channel-event'
import { cut } from '../wire/cut.ts'
import type { Chat, Message, User } from './wire.ts'

/** Where a message is to go, as the Bot API's methods take it. */
export interface Address {
  readonly chat_id: number
  readonly message_thread_id?: number
}

/** The thread of a chat, or of a topic in it: `chat` or `chat/topic`. */
export function threadOf(chat: Chat, topic: number | null = null, topicName?: string): ThreadRef {
  return {
    key: topic === null ? String(chat.id) : `${chat.id}/${topic}`,
    kind: KINDS[chat.type],
    title: titleOf(chat, topic, topicName),
    url: chatUrl(chat),
  }
}

/** A reply in a group without topics carries a `message_thread_id` too; only `is_topic_message` tells a topic. */
export function threadOfMessage(message: Message): ThreadRef {
  const topic = message.is_topic_message === true ? (message.message_thread_id ?? null) : null
  const opened = message.forum_topic_created ?? message.reply_to_message?.forum_topic_created
  const renamed = message.forum_topic_edited
  return threadOf(message.chat, topic, renamed?.name ?? opened?.name)
}

/** @returns null for a key that threadOf did not make. */
export function addressOf(key: string): Address | null {
  const found = /^(-?\d{1,16})(?:\/(\d{1,16}))?$/.exec(key)
  if (found === null) return null
  const [, chat, topic] = found
  return { chat_id: Number(chat), ...(topic === undefined ? {} : { message_thread_id: Number(topic) }) }
}

/** Where Telegram shows a message; private chats and plain groups have no such place. */
export function messageUrl(chat: Chat, message: number): string | null {
  if (chat.type === 'private' || chat.type === 'group') return null
  if (chat.username !== undefined) return `https://t.me/${encodeURIComponent(chat.username)}/${message}`
  return `https://t.me/c/${String(chat.id).replace(/^-100/, '')}/${message}`
}

export function authorOf(user: User, botId: number): Author {
  const { id, username } = user
  const handle = username === undefined ? null : cut(`@${username}`, 300)
  return { key: String(id), name: nameOf(user), handle, self: id === botId, bot: user.is_bot }
}

/** Channels, and admins who write in the name of their group. */
export function chatAuthor(chat: Chat): Author {
  const handle = chat.username === undefined ? null : cut(`@${chat.username}`, 300)
  return { key: String(chat.id), name: chatName(chat), handle, self: false, bot: false }
}

export function nameOf({ first_name: first, last_name: last, username, id }: User): string {
  return cut([first, last ?? ''].join(' ').trim() || (username ?? `User ${id}`), 300)
}

const KINDS = { private: 'direct', group: 'group', supergroup: 'group', channel: 'post' } as const

/** A topic whose name this message does not tell has no title here, rather than one that changes to and fro. */
function titleOf(chat: Chat, topic: number | null, topicName: string | undefined): string | null {
  if (topic === null) return chatName(chat)
  return topicName === undefined ? null : cut(`${chatName(chat)} › ${topicName}`, 300)
}

function chatName(chat: Chat): string {
  const person = [chat.first_name ?? '', chat.last_name ?? ''].join(' ').trim()
  return cut(chat.title || person || (chat.username ?? `Chat ${chat.id}`), 300)
}

function chatUrl(chat: Chat): string | null {
  return chat.username === undefined ? null : `https://t.me/${encodeURIComponent(cut(chat.username, 100))}`
}
