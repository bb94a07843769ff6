import type { ChannelEvent, ThreadRef } from '@switchboard/shared-types/channel-event'
import { contentOf } from './content.ts'
import { authorOf } from './thread.ts'
import { timeOf } from './wire.ts'
import type { Message } from './wire.ts'

/** Said by a person: plain, as a reply, through a command (https://discord.com/developers/docs/resources/message#message-object-message-types). */
const SAID = new Set([0, 19, 20, 23])

const NOTICES = new Map([
  [1, 'Added somebody to the group.'],
  [2, 'Removed somebody from the group.'],
  [3, 'Started a call.'],
  [4, 'Renamed the channel.'],
  [5, 'Changed the icon of the channel.'],
  [6, 'Pinned a message.'],
  [7, 'Joined the server.'],
  [8, 'Boosted the server.'],
  [9, 'Boosted the server.'],
  [10, 'Boosted the server.'],
  [11, 'Boosted the server.'],
  [12, 'Follows a channel from here.'],
  [18, 'Opened a thread.'],
  [21, 'Opened this thread.'],
  [46, 'A poll has ended.'],
])

/** @returns the event, or in one sentence why there is none */
export function messageEvent(message: Message, thread: ThreadRef, botId: string): ChannelEvent | string {
  const content = contentOf(message, thread.key)
  const notice = SAID.has(message.type) ? undefined : NOTICES.get(message.type)
  const shown = notice === undefined ? content : { text: notice, attachments: [] }
  if (shown === null || (notice === undefined && !SAID.has(message.type))) {
    return 'The message shows nothing that is known, or nothing that the bot may read.'
  }
  const said = { key: message.id, author: authorOf(message.author, botId), ...shown, html: null }
  const nature = notice === undefined ? 'ordinary' : 'auto'
  const about = { eventId: message.id, thread, at: timeOf(message.id) }
  const replyTo = repliedTo(message)
  return { type: 'message', ...about, ...said, replyTo, groupKey: null, nature, about: null }
}

/** @param editedAt as Discord writes it; an edit is known by it */
export function editEvent(
  message: Message,
  thread: ThreadRef,
  editedAt: string,
  now: number,
): ChannelEvent | null {
  const content = contentOf(message, thread.key)
  if (content === null) return null
  const eventId = `edit-${message.id}-${editedAt}`
  const { text } = content
  return { type: 'edit', eventId, thread, at: readTime(editedAt, now), key: message.id, text, html: null }
}

export function deletionEvent(key: string, thread: ThreadRef, now: number): ChannelEvent {
  return { type: 'deletion', eventId: `deleted-${key}`, thread, at: new Date(now).toISOString(), key }
}

/** A forwarded message refers to what it repeats, and replies to nothing. */
function repliedTo({ message_reference: reference, type }: Message): string | null {
  return type === 19 ? (reference?.message_id ?? null) : null
}

function readTime(text: string, now: number): string {
  const time = Date.parse(text)
  const known = time >= 0 && time < 253_402_300_800_000
  return new Date(known ? time : now).toISOString()
}
