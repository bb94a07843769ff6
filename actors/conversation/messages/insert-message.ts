import type { Author, MessageEvent } from '@switchboard/shared-types/channel-event'
import type { MessageId } from '@switchboard/shared-types/ids'
import type { Conversation } from '../conversation.ts'
import { episodeAt } from '../episodes/assign-episode.ts'
import type { ThreadState } from '../state/thread.ts'
import { filedAt, timeOf } from './message-no.ts'
import type { MessageRow } from './message-table.ts'

/** A message as it comes in, is written here, or comes over from another conversation. */
export interface NewMessage {
  readonly id: MessageId
  /** Null: a note. */
  readonly thread: ThreadState | null
  readonly key: string | null
  readonly direction: MessageRow['direction']
  readonly author: Author
  readonly text: string
  readonly html: string | null
  /** ISO 8601. */
  readonly at: string
  readonly nature: MessageEvent['nature']
  readonly replyTo: MessageId | null
  /** Names of its files. */
  readonly files: readonly string[]
  readonly reactions?: string | null
  readonly editedAt?: string | null
  readonly deletedAt?: string | null
}

/** Puts a message where its time says, in the episode that it belongs to. Part of the caller's transaction. */
export function insertMessage(conversation: Conversation, message: NewMessage, now: Date): MessageRow {
  const { state, participants, messages, texts } = conversation
  const { id, key, direction, nature, replyTo, files } = message
  const no = messages.placeAt(filedAt(message.at, now.getTime()))
  const at = timeOf(no)
  const thread = message.thread && (state.threadByNo(message.thread.no) ?? message.thread)
  const author = participants.learn(thread?.channelId ?? null, message.author, at)
  participants.count(author.no, 1, at)
  const episode = episodeFor(conversation, thread, at)
  const row = messages.insert({
    no,
    id,
    threadNo: thread?.no ?? null,
    key,
    direction,
    authorNo: author.no,
    episode,
    nature,
    replyTo,
    attachments: files.length,
    reactions: message.reactions ?? null,
    editedAt: message.editedAt ?? null,
    deletedAt: message.deletedAt ?? null,
  })
  texts.insert(no, author.name, message, files)
  state.update({ messages: state.row.messages + 1 })
  if (thread !== null) noteNewest(conversation, thread, row)
  return row
}

function episodeFor({ state, messages }: Conversation, thread: ThreadState | null, at: string): number {
  // A note belongs to the talk that it was written beside.
  const near = thread === null ? messages.newest()?.episode : episodeAt(messages, thread, Date.parse(at))
  if (near !== undefined && near !== null) return near
  state.update({ episodes: state.row.episodes + 1 })
  return state.row.episodes
}

function noteNewest(
  { state }: Conversation,
  thread: ThreadState,
  { no, direction, episode }: MessageRow,
): void {
  const at = timeOf(no)
  const isNewest = thread.lastAt === null || at >= thread.lastAt
  const isNewestIn = direction === 'in' && (thread.lastInAt === null || at >= thread.lastInAt)
  state.changeThread(thread.no, {
    ...(isNewest ? { lastAt: at, episode } : {}),
    ...(isNewestIn ? { lastInAt: at } : {}),
  })
}
