import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Author } from '@switchboard/shared-types/channel-event'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import { cut } from '../wire/cut.ts'
import { contentOf } from './content.ts'
import type { Content } from './content.ts'
import { noticeOf } from './service.ts'
import { authorOf, chatAuthor, threadOf, threadOfMessage } from './thread.ts'
import { Membership, Message, Reaction } from './wire.ts'

/** Each reader gives the event, or in one sentence why there is none. */
type Read = ChannelEvent | string

export function readMessage(value: unknown, eventId: string, botId: number): Read {
  const read = Message.safeParse(value)
  if (!read.success) return 'The message is not of the form that Telegram describes.'
  const message = read.data
  const moved = readMove(message)
  if (moved !== null) return moved
  const content = contentOf(message)
  if (content !== null) return messageEvent(message, eventId, botId, content, 'ordinary')
  const notice = noticeOf(message, value)
  if (notice === null) return 'The content of the message is of a kind that is not known.'
  return messageEvent(message, eventId, botId, { text: cut(notice, MAX_TEXT), attachments: [] }, 'auto')
}

export function readEdit(value: unknown, eventId: string): Read {
  const read = Message.safeParse(value)
  if (!read.success) return 'The edited message is not of the form that Telegram describes.'
  const message = read.data
  const content = contentOf(message)
  if (content === null) return 'The content of the edited message is of a kind that is not known.'
  const key = String(message.message_id)
  const at = timeOf(message.edit_date ?? message.date)
  return { type: 'edit', eventId, thread: threadOfMessage(message), at, key, text: content.text, html: null }
}

/** Telegram does not say in which topic of a forum the message is. */
export function readReaction(value: unknown, eventId: string, botId: number): Read {
  const read = Reaction.safeParse(value)
  if (!read.success) return 'The reaction is not of the form that Telegram describes.'
  const { chat, user, actor_chat: actor, message_id: message, date } = read.data
  if (chat.is_forum === true) return 'Telegram does not say in which topic the reaction is.'
  const author = user === undefined ? actor && chatAuthor(actor) : authorOf(user, botId)
  if (author === undefined) return 'The reaction names nobody.'
  const reactions = read.data.new_reaction.map(nameOfReaction).slice(0, 50)
  const where = { thread: threadOf(chat), at: timeOf(date), key: String(message) }
  return { type: 'reaction', eventId, ...where, author, reactions }
}

/** What became of the bot itself: added, blocked, removed. */
export function readMembership(value: unknown, eventId: string, botId: number): Read {
  const read = Membership.safeParse(value)
  if (!read.success) return 'The change of membership is not of the form that Telegram describes.'
  const { chat, from, date, new_chat_member: member } = read.data
  const text = membershipNotice(member.status, chat.type === 'private')
  const about = { eventId, thread: threadOf(chat), at: timeOf(date) }
  const said = { key: `membership-${eventId}`, author: authorOf(from, botId), text }
  return { type: 'message', ...about, ...said, ...BARE, attachments: [], nature: 'auto' }
}

const BARE = { html: null, replyTo: null, groupKey: null, about: null }

function messageEvent(
  message: Message,
  eventId: string,
  botId: number,
  content: Content,
  nature: 'ordinary' | 'auto',
): ChannelEvent {
  const about = { eventId, thread: threadOfMessage(message), at: timeOf(message.date) }
  const said = { key: String(message.message_id), author: whoWrote(message, botId), ...content, nature }
  const groupKey = message.media_group_id ?? null
  return { type: 'message', ...about, ...said, ...BARE, replyTo: repliedTo(message), groupKey }
}

/** The old group and the new one both tell of it: one event. */
function readMove(message: Message): ChannelEvent | null {
  const { chat, date, migrate_to_chat_id: to, migrate_from_chat_id: from } = message
  if (to !== undefined)
    return moveOf({ ...chat, type: 'group' }, { ...chat, id: to, type: 'supergroup' }, date)
  if (from !== undefined) return moveOf({ ...chat, id: from, type: 'group' }, chat, date)
  return null
}

function moveOf(from: Message['chat'], to: Message['chat'], date: number): ChannelEvent {
  const eventId = `moved-${from.id}-${to.id}`
  return { type: 'thread-moved', eventId, thread: threadOf(from), at: timeOf(date), to: threadOf(to) }
}

/** In a topic, what replies to nothing replies to the message that opened the topic. */
function repliedTo({
  reply_to_message: replied,
  message_thread_id: topic,
  is_topic_message: inTopic,
}: Message) {
  if (replied === undefined || (inTopic === true && replied.message_id === topic)) return null
  return String(replied.message_id)
}

function whoWrote({ from, sender_chat: sender, chat }: Message, botId: number): Author {
  if (sender !== undefined || from === undefined) return chatAuthor(sender ?? chat)
  return authorOf(from, botId)
}

function nameOfReaction({ type, emoji, custom_emoji_id: custom }: Reaction['new_reaction'][number]): string {
  if (custom !== undefined) return cut(`custom:${custom}`, 100)
  return cut(type === 'paid' ? '⭐' : (emoji ?? type), 100)
}

function membershipNotice(status: string, direct: boolean): string {
  if (status === 'kicked') return direct ? 'Blocked the bot.' : 'Removed the bot.'
  if (status === 'left') return 'The bot has left.'
  if (status === 'restricted') return 'The bot may do less here.'
  if (status === 'administrator') return 'Made the bot an administrator.'
  return direct ? 'Unblocked the bot.' : 'Added the bot.'
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
