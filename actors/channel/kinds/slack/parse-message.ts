import type { AttachmentRef, ChannelEvent } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import { authorOf } from './people.ts'
import type { SlackState } from './state.ts'
import { textOfMessage } from './text.ts'
import { threadOf, timeOf, tsOf } from './thread.ts'

/** Messages that Slack writes itself: who came and went, what was renamed, pinned or filed away. */
const NOTICE =
  /^(channel|group|im|mpim|pinned|unpinned|ekm|bot_(add|remove|enable|disable)|reminder|reply_broadcast|message_replied|sh_room|huddle|app_conversation|file_(comment|mention|unshare)|joiner|tombstone|unfurl)/
const MAX_ATTACHMENTS = 50

/** Where a message was found: its channel, and what Slack calls that kind of channel, where it says so. */
export interface Found {
  readonly channel: string
  readonly type: unknown
}

/** Reads an event about a message. What the account itself wrote is passed over: it is known from its sending. */
export function readMessageEvent(event: JsonObject, state: SlackState): Parsed {
  const channel = textOf(event['channel'])
  if (channel === null || !/^[A-Z0-9]{1,30}$/.test(channel))
    return onlyUnreadable('The message names no channel.', event)
  const found = { channel, type: event['channel_type'] }
  switch (event['subtype']) {
    case 'message_changed':
      return readChange(event, found, state)
    case 'message_deleted':
      return readDeletion(event['deleted_ts'], event['previous_message'], event['event_ts'], found, state)
    default:
      return readMessage(event, found, state, 'passed over')
  }
}

/** @param own what becomes of the account's own messages: the history brings those too that were written elsewhere */
export function readMessage(
  message: JsonObject,
  found: Found,
  state: SlackState,
  own: 'passed over' | 'taken',
): Parsed {
  if (NOTICE.test(textOf(message['subtype']) ?? '')) return NOTHING
  const ts = tsOf(message['ts'])
  const author = authorOf(state, message)
  if (ts === null || author === null) return onlyUnreadable('The message has no time or no author.', message)
  if (author.self && own === 'passed over') return NOTHING
  const thread = tsOf(message['thread_ts'])
  const event: ChannelEvent = {
    type: 'message',
    eventId: `message:${found.channel}:${ts}`,
    thread: threadOf(state, found.channel, { ts, thread, type: found.type }),
    at: timeOf(ts),
    key: ts,
    author,
    text: textOfMessage(state, message),
    html: null,
    attachments: attachmentsOf(message),
    replyTo: null,
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
  return { events: [event], unreadable: [] }
}

/** An edit, or nothing where only a link's preview was added; Slack replaces a deleted message that has answers. */
function readChange(event: JsonObject, found: Found, state: SlackState): Parsed {
  const message = membersOf(event['message'])
  if (message['subtype'] === 'tombstone')
    return readDeletion(message['ts'], message, event['event_ts'], found, state)
  const before = membersOf(event['previous_message'])
  if (textOfMessage(state, before) === textOfMessage(state, message) && 'text' in before) return NOTHING
  return readEdit(message, found, state, tsOf(event['event_ts']))
}

/** @param changedAt `ts` of the change, for a message that does not say itself when it was edited */
export function readEdit(
  message: JsonObject,
  found: Found,
  state: SlackState,
  changedAt: string | null,
): Parsed {
  const ts = tsOf(message['ts'])
  const edited = tsOf(membersOf(message['edited'])['ts']) ?? changedAt
  if (ts === null || edited === null)
    return onlyUnreadable('The change does not say of which message.', message)
  const event: ChannelEvent = {
    type: 'edit',
    eventId: `edit:${found.channel}:${ts}:${edited}`,
    thread: threadOf(state, found.channel, { ts, thread: tsOf(message['thread_ts']), type: found.type }),
    at: timeOf(edited),
    key: ts,
    text: textOfMessage(state, message),
    html: null,
  }
  return { events: [event], unreadable: [] }
}

function readDeletion(
  deleted: unknown,
  previous: unknown,
  deletedAt: unknown,
  found: Found,
  state: SlackState,
): Parsed {
  const ts = tsOf(deleted)
  if (ts === null) return onlyUnreadable('The deletion does not say of which message.', { deleted, previous })
  const thread = tsOf(membersOf(previous)['thread_ts'])
  const event: ChannelEvent = {
    type: 'deletion',
    eventId: `deletion:${found.channel}:${ts}`,
    thread: threadOf(state, found.channel, { ts, thread, type: found.type }),
    at: timeOf(tsOf(deletedAt) ?? ts),
    key: ts,
  }
  return { events: [event], unreadable: [] }
}

/** Files that lie with Slack, by their ids: an address could be anybody's, and our token goes along. */
function attachmentsOf(message: JsonObject): AttachmentRef[] {
  const files = elementsOf(message['files']).flatMap((each): AttachmentRef[] => {
    const file = membersOf(each)
    const id = textOf(file['id'])
    if (id === null || !/^[A-Z0-9]{1,40}$/.test(id)) return []
    if (/^(external|tombstone|hidden_by_limit)$/.test(textOf(file['mode']) ?? '')) return []
    const size = file['size']
    return [
      {
        ref: id,
        name: clip(textOf(file['name']) ?? textOf(file['title']) ?? 'file', 300),
        type: clip(textOf(file['mimetype']) ?? 'application/octet-stream', 200),
        size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
      },
    ]
  })
  return files.slice(0, MAX_ATTACHMENTS)
}
