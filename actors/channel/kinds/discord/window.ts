import * as z from 'zod'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Unreadable } from '../kind.ts'
import { unreadable } from '../wire/unreadable.ts'
import type { ReadChannel } from './account.ts'
import { deletionEvent, editEvent, messageEvent } from './events.ts'
import { threadOf } from './thread.ts'
import { compareIds, Message, Snowflake } from './wire.ts'

/** The most that Discord gives at once. */
export const PAGE = 100
/** How many of the newest messages are looked at again for edits and deletions. */
const WINDOW = 20

const Identified = z.object({ id: Snowflake, edited_timestamp: z.string().max(64).nullish() })
type Identified = z.infer<typeof Identified>

export interface Reading {
  readonly events: ChannelEvent[]
  readonly unreadable: Unreadable[]
  readonly channel: ReadChannel
}

/**
 * Compares a page of the messages behind a channel's base with what was seen of them before.
 * @param page as `GET /channels/{id}/messages?after=` gives it
 */
export function readPage(
  channel: ReadChannel,
  page: readonly unknown[],
  botId: string,
  now: number,
): Reading {
  const found = page.flatMap((raw) => identified(raw)).toSorted((a, b) => compareIds(a.id, b.id))
  const seen = new Map(channel.seen)
  const deleted = missing(channel, found, page.length >= PAGE)
  const changes = found.flatMap((one) => changeOf(one, seen, channel, botId, now))
  const thread = threadOf(channel)
  const deletions = deleted.map((id) => deletionEvent(id, thread, now))
  return {
    events: [...changes.filter((one) => 'type' in one), ...deletions],
    unreadable: changes.filter((one) => 'body' in one),
    channel: advance(channel, seen, found, deleted),
  }
}

interface Found extends Identified {
  readonly raw: unknown
}

function identified(raw: unknown): Found[] {
  const read = Identified.safeParse(raw)
  return read.success ? [{ ...read.data, raw }] : []
}

/** The bot's own messages are known from sending them. */
function changeOf(
  { id, edited_timestamp: editedAt, raw }: Found,
  seen: ReadonlyMap<string, string | null>,
  channel: ReadChannel,
  botId: string,
  now: number,
): (ChannelEvent | Unreadable)[] {
  const edited = seen.has(id) && editedAt && editedAt !== seen.get(id)
  if (seen.has(id) && !edited) return []
  const message = Message.safeParse(raw)
  if (!message.success) return [unreadable('The message is not of the form that Discord describes.', raw)]
  const thread = threadOf(channel)
  if (edited) {
    const edit = editEvent(message.data, thread, editedAt, now)
    return edit === null ? [] : [edit]
  }
  if (message.data.author.id === botId) return []
  const event = messageEvent(message.data, thread, botId)
  return [typeof event === 'string' ? unreadable(event, raw) : event]
}

/**
 * What was seen and is not on a page that should hold it. An empty page proves nothing: Discord gives one, too, to a bot
 * that may no longer read what was said.
 */
function missing(channel: ReadChannel, found: readonly Found[], full: boolean): string[] {
  const newest = found.at(-1)
  if (newest === undefined) return []
  const here = new Set(found.map(({ id }) => id))
  return channel.seen
    .map(([id]) => id)
    .filter((id) => !here.has(id) && (!full || compareIds(id, newest.id) < 0))
}

function advance(
  channel: ReadChannel,
  seen: ReadonlyMap<string, string | null>,
  found: readonly Found[],
  deleted: readonly string[],
): ReadChannel {
  const all = new Map(seen)
  for (const { id, edited_timestamp: editedAt } of found) all.set(id, editedAt ?? null)
  for (const id of deleted) all.delete(id)
  const sorted = [...all].toSorted(([a], [b]) => compareIds(a, b))
  const dropped = sorted.slice(0, -WINDOW)
  return { ...channel, base: dropped.at(-1)?.[0] ?? channel.base, seen: sorted.slice(-WINDOW) }
}
