import * as z from 'zod'

/** What is read of the Bot API's objects (https://core.telegram.org/bots/api#available-types); the rest is dropped. */

/** Up to the year 9999. */
const Seconds = z.int().min(0).max(253_402_300_799)
const Words = z.string().max(100_000)

export const User = z.object({
  id: z.int(),
  is_bot: z.boolean().default(false),
  first_name: Words.default(''),
  last_name: Words.optional(),
  username: Words.optional(),
})
export type User = z.infer<typeof User>

export const Chat = z.object({
  id: z.int(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: Words.optional(),
  first_name: Words.optional(),
  last_name: Words.optional(),
  username: Words.optional(),
  is_forum: z.boolean().optional(),
})
export type Chat = z.infer<typeof Chat>

export const RemoteFile = z.object({
  file_id: z.string().min(1).max(1_500),
  file_size: z.int().nonnegative().optional(),
  file_name: Words.optional(),
  mime_type: Words.optional(),
})
export type RemoteFile = z.infer<typeof RemoteFile>

const Sticker = RemoteFile.extend({
  is_animated: z.boolean().default(false),
  is_video: z.boolean().default(false),
  emoji: Words.optional(),
})

const Entity = z.object({
  type: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().nonnegative(),
  url: Words.optional(),
})
export type Entity = z.infer<typeof Entity>

const Place = z.object({ latitude: z.number(), longitude: z.number() })
const Topic = z.object({ name: Words.optional() })

const Replied = z.object({ message_id: z.int(), forum_topic_created: Topic.optional() })

export const Message = z.object({
  message_id: z.int(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  date: Seconds,
  edit_date: Seconds.optional(),
  chat: Chat,
  from: User.optional(),
  sender_chat: Chat.optional(),
  reply_to_message: Replied.optional(),
  media_group_id: z.string().min(1).max(500).optional(),

  text: Words.optional(),
  entities: z.array(Entity).optional(),
  caption: Words.optional(),
  caption_entities: z.array(Entity).optional(),
  photo: z.array(RemoteFile).optional(),
  document: RemoteFile.optional(),
  animation: RemoteFile.optional(),
  audio: RemoteFile.optional(),
  video: RemoteFile.optional(),
  video_note: RemoteFile.optional(),
  voice: RemoteFile.optional(),
  sticker: Sticker.optional(),
  contact: z.object({ phone_number: Words, first_name: Words, last_name: Words.optional() }).optional(),
  location: Place.optional(),
  venue: z.object({ title: Words, address: Words }).optional(),
  poll: z.object({ question: Words, options: z.array(z.object({ text: Words })) }).optional(),
  dice: z.object({ emoji: Words, value: z.int() }).optional(),
  game: z.object({ title: Words }).optional(),
  checklist: z.object({ title: Words, tasks: z.array(z.object({ text: Words })) }).optional(),
  story: z.unknown().optional(),

  migrate_to_chat_id: z.int().optional(),
  migrate_from_chat_id: z.int().optional(),
  new_chat_members: z.array(User).optional(),
  left_chat_member: User.optional(),
  new_chat_title: Words.optional(),
  forum_topic_created: Topic.optional(),
  forum_topic_edited: Topic.optional(),
})
export type Message = z.infer<typeof Message>

export const Reaction = z.object({
  chat: Chat,
  message_id: z.int(),
  user: User.optional(),
  actor_chat: Chat.optional(),
  date: Seconds,
  new_reaction: z.array(
    z.object({ type: z.string(), emoji: z.string().optional(), custom_emoji_id: z.string().optional() }),
  ),
})
export type Reaction = z.infer<typeof Reaction>

export const Membership = z.object({
  chat: Chat,
  from: User,
  date: Seconds,
  new_chat_member: z.object({ status: z.string() }),
})
export type Membership = z.infer<typeof Membership>
