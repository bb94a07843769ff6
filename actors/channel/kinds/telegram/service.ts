import { membersOf } from '../wire/json.ts'
import { nameOf } from './thread.ts'
import type { Message } from './wire.ts'

/** Service messages whose words need nothing but their name. */
const NOTICES: Readonly<Record<string, string>> = {
  new_chat_photo: 'The chat has a new photo.',
  delete_chat_photo: 'The photo of the chat was taken away.',
  group_chat_created: 'The group was created.',
  supergroup_chat_created: 'The group was created.',
  channel_chat_created: 'The channel was created.',
  pinned_message: 'A message was pinned.',
  message_auto_delete_timer_changed: 'The time after which messages are deleted has changed.',
  forum_topic_closed: 'The topic was closed.',
  forum_topic_reopened: 'The topic was opened again.',
  general_forum_topic_hidden: 'The general topic was hidden.',
  general_forum_topic_unhidden: 'The general topic is shown again.',
  video_chat_scheduled: 'A video chat was scheduled.',
  video_chat_started: 'A video chat has begun.',
  video_chat_ended: 'The video chat has ended.',
  video_chat_participants_invited: 'People were invited to the video chat.',
  boost_added: 'The chat was boosted.',
  chat_background_set: 'The chat has a new background.',
  proximity_alert_triggered: 'Somebody came near.',
  write_access_allowed: 'The bot may write here.',
}

/**
 * @param raw the message as it came, for what has no schema here
 * @returns a service message in a sentence; null where it is none that is known
 */
export function noticeOf(message: Message, raw: unknown): string | null {
  const { new_chat_members: joined, left_chat_member: left, new_chat_title: title } = message
  if (joined !== undefined) return `${joined.map(nameOf).join(', ')} joined.`
  if (left !== undefined) return `${nameOf(left)} left.`
  if (title !== undefined) return `The chat is now called “${title}”.`
  const { forum_topic_created: opened, forum_topic_edited: edited } = message
  if (opened !== undefined) return `The topic “${opened.name ?? ''}” was opened.`
  if (edited !== undefined)
    return edited.name ? `The topic is now called “${edited.name}”.` : 'The topic was changed.'
  const name = Object.keys(membersOf(raw)).find((key) => Object.hasOwn(NOTICES, key))
  return name === undefined ? null : (NOTICES[name] ?? null)
}
