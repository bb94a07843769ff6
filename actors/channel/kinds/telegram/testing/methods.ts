import type { Message, ReactionType } from '@grammyjs/types'
import { elementsOf, membersOf } from '../../wire/json.ts'
import type { Chats, FakeChat } from './chats.ts'
import { numberIn, textIn } from './params.ts'
import type { Params } from './params.ts'
import { badRequest } from './refusal.ts'

/** What the methods about messages do; each gives what the Bot API calls its result, or throws a Refusal. */
export type MessageMethod = (chats: Chats, chat: FakeChat, params: Params, now: number) => unknown

export const SENDING: Readonly<Record<string, MessageMethod>> = {
  sendMessage: (chats, chat, params, now) => {
    const text = textIn(params, 'text')
    if (text === '') throw badRequest('message text is empty')
    if (text.length > 4_096) throw badRequest('message is too long')
    return say(chats, chat, params, { text }, now)
  },
  sendPhoto: (chats, chat, params, now) => {
    fileOf(params['photo'], 'there is no photo in the request')
    const photo = [{ file_id: 'sent-photo', file_unique_id: 'p', width: 1, height: 1 }]
    return say(chats, chat, params, { photo, ...captioned(params) }, now)
  },
  sendDocument: (chats, chat, params, now) => {
    const file_name = fileOf(params['document'], 'there is no document in the request').name
    const document = { file_id: 'sent-document', file_unique_id: 'd', file_name }
    return say(chats, chat, params, { document, ...captioned(params) }, now)
  },
  sendMediaGroup: (chats, chat, params, now) => {
    const media = elementsOf(params['media']).map(membersOf)
    if (media.length < 2 || media.length > 10) throw badRequest('wrong number of messages in the album')
    return media.map((one) => {
      const { name } = fileOf(
        params[textIn(one, 'media').replace('attach://', '')],
        'attached file not found',
      )
      const document = { file_id: 'sent-document', file_unique_id: 'd', file_name: name }
      const media_group_id = 'sent-group'
      return say(chats, chat, params, { document, media_group_id, ...captioned(one) }, now)
    })
  },
}

export const CHANGING: Readonly<Record<string, MessageMethod>> = {
  editMessageText: (chats, chat, params, now) => {
    const message = chats.own(chat, numberIn(params, 'message_id'), 'message to edit not found')
    if (message.text === undefined) throw badRequest('there is no text in the message to edit')
    return edited(chat, message, { text: textIn(params, 'text') }, now)
  },
  editMessageCaption: (chats, chat, params, now) => {
    const message = chats.own(chat, numberIn(params, 'message_id'), 'message to edit not found')
    return edited(chat, message, captioned(params), now)
  },
  deleteMessage: (_chats, chat, params) => {
    if (!chat.messages.delete(numberIn(params, 'message_id') ?? 0))
      throw badRequest('message to delete not found')
    return true
  },
  setMessageReaction: (_chats, chat, params) => {
    const id = numberIn(params, 'message_id') ?? 0
    if (!chat.messages.has(id)) throw badRequest('message to react not found')
    const reactions = elementsOf(params['reaction']).map((one) => textIn(membersOf(one), 'emoji'))
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
    chat.reactions.set(id, reactions)
    return true
  },
}

export function emoji(...names: Extract<ReactionType, { type: 'emoji' }>['emoji'][]): ReactionType[] {
  return names.map((name) => ({ type: 'emoji', emoji: name }))
}

function say(chats: Chats, chat: FakeChat, params: Params, content: Partial<Message>, now: number): Message {
  const topic = numberIn(params, 'message_thread_id')
  if (topic !== null && !chat.topics.has(topic)) throw badRequest('message thread not found')
  const inTopic = topic === null ? {} : { message_thread_id: topic, is_topic_message: true }
  const repliedTo = replied(chat, membersOf(params['reply_parameters']))
  const message = chats.say(chat, { ...content, ...inTopic }, now)
  if (repliedTo !== null) chat.replies.set(message.message_id, repliedTo)
  return message
}

function replied(chat: FakeChat, reply: Params): number | null {
  const id = numberIn(reply, 'message_id')
  if (id === null || chat.messages.has(id)) return id
  if (reply['allow_sending_without_reply'] === true) return null
  throw badRequest('message to be replied not found')
}

function captioned(params: Params): Partial<Message> {
  const caption = textIn(params, 'caption')
  if (caption.length > 1_024) throw badRequest('message caption is too long')
  return caption === '' ? {} : { caption }
}

function edited(chat: FakeChat, message: Message, change: Partial<Message>, now: number): Message {
  if (message.text === change.text && message.caption === change.caption) {
    throw badRequest('message is not modified')
  }
  const after: Message = { ...message, ...change, edit_date: Math.floor(now / 1_000) }
  chat.messages.set(message.message_id, after)
  return after
}

function fileOf(value: unknown, missing: string): File {
  if (value instanceof File && value.size > 0) return value
  throw badRequest(missing)
}
